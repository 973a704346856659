import { type Analysis, type AnalyzeOptions, analyze } from '../../core/analyze.ts';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { formatMessage, message } from '../../core/diagnostics/message.ts';
import type { Spec } from '../../core/spec/spec.ts';
import { symbolNames } from '../../core/spec/symbolNames.ts';
import { CommandFailure } from '../commandFailure.ts';
import type { ParameterSettings } from './parameterSettings.ts';
import { readSpecText } from './specText.ts';

/** What every command that takes a spec takes with it. */
export interface SpecOptions {
  readonly variant?: string;
  readonly set?: ParameterSettings;
}

/** Where the spec would be trained: for `check`, since the figures of a model do not depend on it. */
export type TrainingPlace = Pick<AnalyzeOptions, 'datasetFiles' | 'trainingMemoryBytes'>;

/** Reads and analyses a file under `--variant` and `--set`; a wrong name of either ends the command. */
export function analyzeFile(path: string, options: SpecOptions, place: TrainingPlace = {}): Analysis {
  const text = readSpecText(path);
  const { variant, set = {} } = options;
  const asked: AnalyzeOptions = variant === undefined ? { ...place, set } : { ...place, set, variant };
  const analysis = analyze(text, asked);
  checkVariant(path, analysis.spec, variant);
  checkSettings(path, analysis.spec, set);
  return hasErrors(analysis) ? blameSettings(analysis) : analysis;
}

/**
 * A mistake in what `--set` gives is found at the parameter in the file, where nothing is wrong: the message
 * names the setting. Mistakes that the file has without it stay as they are.
 */
function blameSettings(analysis: Analysis): Analysis {
  const { set = {}, ...others } = analysis.options;
  if (Object.keys(set).length === 0) return analysis;
  const own = new Set(analyze(analysis.text, others).diagnostics.map(identityOf));
  const keys = (analysis.spec.parameters?.pairs ?? []).map(({ key }) => key);
  const diagnostics = analysis.diagnostics.map((diagnostic) => {
    const { start, end } = diagnostic.range;
    const key = keys.find((each) => each.start === start && each.end === end);
    const name = String(key?.value);
    if (!Object.hasOwn(set, name) || own.has(identityOf(diagnostic))) return diagnostic;
    const { template, args } = diagnostic.message;
    const setting = `--set ${name}=${String(set[name])}`;
    // What could be mended in the file is not the mistake.
    return {
      ...diagnostic,
      message: message(`\`{setting}\`: ${template}`, { ...args, setting }),
      fixes: [],
    };
  });
  return { ...analysis, diagnostics };
}

/** Equal for what is the same mistake at the same place. */
export function identityOf({ code, range, message: text }: Diagnostic): string {
  return `${code} ${range.start} ${range.end} ${formatMessage(text)}`;
}

function checkVariant(path: string, spec: Spec, variant: string | undefined): void {
  if (variant === undefined || spec.root === null || spec.variants.includes(variant)) return;
  const known =
    spec.variants.length === 0
      ? 'The file has none; leave --variant out.'
      : `It has: ${spec.variants.join(', ')}`;
  throw new CommandFailure(2, `${path} has no variant '${variant}'.`, known);
}

function checkSettings(path: string, spec: Spec, settings: ParameterSettings): void {
  if (spec.root === null) return;
  const parameters = (spec.parameters?.pairs ?? []).map((pair) => String(pair.key.value));
  const symbols = symbolNames(spec);
  const names = [...parameters, ...symbols];
  const unknown = Object.keys(settings).find((name) => !names.includes(name));
  if (unknown === undefined) {
    checkSymbols(symbols, settings);
    return;
  }
  throw new CommandFailure(
    2,
    `${path} has no parameter${symbols.length === 0 ? '' : ' and no size'} '${unknown}'.`,
    names.length === 0 ? 'The file has none; leave --set out.' : `It has: ${names.join(', ')}`,
  );
}

function checkSymbols(symbols: readonly string[], settings: ParameterSettings): void {
  for (const name of symbols) {
    const value = Object.hasOwn(settings, name) ? settings[name] : undefined;
    if (value === undefined || (typeof value === 'number' && Number.isInteger(value) && value > 0)) continue;
    throw new CommandFailure(
      2,
      `--set ${name}=${value}: \`${name}\` is a size of the input and takes a whole number from 1 on.`,
      `Write --set ${name}=224, or leave it out to keep the symbol.`,
    );
  }
}

/** True where the command ends with exit code 1. */
export function hasErrors(analysis: Analysis): boolean {
  return analysis.diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}
