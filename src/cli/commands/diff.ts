import { diffCsv } from '../../core/diff/diffCsv.ts';
import { diffModels } from '../../core/diff/diffModels.ts';
import { diffTraining } from '../../core/diff/diffTraining.ts';
import { type DiffSide, specDiffMarkdown } from '../../core/diff/specDiffMarkdown.ts';
import { CommandFailure, type ExitCode } from '../commandFailure.ts';
import { type ComparedSpec, diffDocument } from '../documents/diffDocument.ts';
import { analyzeFile, hasErrors, type SpecOptions } from '../input/analyzedSpec.ts';
import type { Terminal } from '../terminal.ts';
import { diffText } from '../text/diffText.ts';
import { reportDiagnostics } from './reportDiagnostics.ts';

export interface DiffOptions extends SpecOptions {
  readonly format: 'text' | 'json' | 'csv' | 'markdown';
  /** The variant of the second spec; without it that of the first. */
  readonly against?: string;
}

/** `resnet diff A B`, or `resnet diff A --variant X --against Y` for two variants of one file. */
export function diff(
  before: string,
  after: string | undefined,
  options: DiffOptions,
  terminal: Terminal,
): ExitCode {
  if (after === undefined && options.against === undefined) {
    throw new CommandFailure(
      2,
      'There is nothing to compare with.',
      'Name a second file, or a second variant with --against NAME.',
    );
  }
  const { against } = options;
  const second = against === undefined ? options : { ...options, variant: against };
  const old = read(before, options, terminal);
  const young = read(after ?? before, second, terminal);
  terminal.out(written(old, young, options.format, terminal));
  return old.hasErrors || young.hasErrors ? 1 : 0;
}

function written(
  before: ReadSpec,
  after: ReadSpec,
  format: DiffOptions['format'],
  { outStyle }: Terminal,
): string {
  if (format === 'markdown') return specDiffMarkdown(before, after);
  const difference = diffModels(before.model, after.model);
  if (format === 'csv') return diffCsv(difference);
  const training = diffTraining(before.plan, after.plan);
  if (format === 'text') {
    return diffText(difference, training, { before: before.name, after: after.name }, outStyle);
  }
  const specs = { before: before.spec, after: after.spec };
  return `${JSON.stringify(diffDocument(difference, training, specs), null, 2)}\n`;
}

interface ReadSpec extends DiffSide {
  readonly spec: ComparedSpec;
  readonly hasErrors: boolean;
}

/** A spec with mistakes is compared as far as it could be built, with its mistakes said. */
function read(file: string, options: SpecOptions, terminal: Terminal): ReadSpec {
  const analysis = analyzeFile(file, options);
  if (hasErrors(analysis)) reportDiagnostics(file, analysis, terminal);
  if (analysis.model === null) {
    throw new CommandFailure(1, `${file} could not be built.`, 'Mend the mistakes above first.');
  }
  const spec = { file, variant: options.variant ?? null };
  return {
    spec,
    name: nameOf(spec),
    model: analysis.model,
    plan: analysis.plan,
    hasErrors: hasErrors(analysis),
  };
}

function nameOf({ file, variant }: ComparedSpec): string {
  return variant === null ? file : `${file} (${variant})`;
}
