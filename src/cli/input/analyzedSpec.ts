import { type Analysis, type AnalyzeOptions, analyze } from '../../core/analyze.ts';
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
  return analysis;
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
  const names = [...parameters, ...symbolNames(spec)];
  const unknown = Object.keys(settings).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const known = names.length === 0 ? 'The file has none; leave --set out.' : `It has: ${names.join(', ')}`;
  throw new CommandFailure(2, `${path} has no parameter '${unknown}'.`, known);
}

/** True where the command ends with exit code 1. */
export function hasErrors(analysis: Analysis): boolean {
  return analysis.diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}
