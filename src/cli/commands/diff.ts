import { diffMarkdown } from '../../core/diff/diffMarkdown.ts';
import { diffModels } from '../../core/diff/diffModels.ts';
import { diffTraining } from '../../core/diff/diffTraining.ts';
import type { Model } from '../../core/model/model.ts';
import type { TrainingPlan } from '../../core/plan/trainingPlan.ts';
import { CommandFailure, type ExitCode } from '../commandFailure.ts';
import { type ComparedSpec, diffDocument } from '../documents/diffDocument.ts';
import { analyzeFile, hasErrors, type SpecOptions } from '../input/analyzedSpec.ts';
import type { Terminal } from '../terminal.ts';
import { diffText } from '../text/diffText.ts';
import { reportDiagnostics } from './reportDiagnostics.ts';

export interface DiffOptions extends SpecOptions {
  readonly format: 'text' | 'json' | 'markdown';
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
  const difference = diffModels(old.model, young.model);
  const training = diffTraining(old.plan, young.plan);
  const specs = { before: old.spec, after: young.spec };
  const names = { before: nameOf(old.spec), after: nameOf(young.spec) };
  if (options.format === 'json') {
    terminal.out(`${JSON.stringify(diffDocument(difference, training, specs), null, 2)}\n`);
  } else if (options.format === 'markdown') terminal.out(diffMarkdown(difference, training, names));
  else terminal.out(diffText(difference, training, names, terminal.outStyle));
  return old.hasErrors || young.hasErrors ? 1 : 0;
}

interface ReadSpec {
  readonly spec: ComparedSpec;
  readonly model: Model;
  readonly plan: TrainingPlan | null;
  readonly hasErrors: boolean;
}

/** A spec with mistakes is compared as far as it could be built, with its mistakes said. */
function read(file: string, options: SpecOptions, terminal: Terminal): ReadSpec {
  const analysis = analyzeFile(file, options);
  if (hasErrors(analysis)) reportDiagnostics(file, analysis, terminal);
  if (analysis.model === null) {
    throw new CommandFailure(1, `${file} could not be built.`, 'Mend the mistakes above first.');
  }
  return {
    spec: { file, variant: options.variant ?? null },
    model: analysis.model,
    plan: analysis.plan,
    hasErrors: hasErrors(analysis),
  };
}

function nameOf({ file, variant }: ComparedSpec): string {
  return variant === null ? file : `${file} (${variant})`;
}
