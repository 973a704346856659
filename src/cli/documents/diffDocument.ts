import type { EndChange, ModelDiff, Pair, UnitChange } from '../../core/diff/diffModels.ts';
import type { TrainingDiff } from '../../core/diff/diffTraining.ts';
import type { MaybeShape } from '../../core/model/shape.ts';
import { isSymbolic, type Size } from '../../core/symbolic/symbolicSize.ts';
import type { DiffDocument } from '../../protocol/diffDocument.ts';

export interface ComparedSpec {
  readonly file: string;
  readonly variant: string | null;
}

/** `resnet diff --format json`. A figure that depends on a symbol is null. */
export function diffDocument(
  diff: ModelDiff,
  training: TrainingDiff | null,
  specs: Pair<ComparedSpec>,
): DiffDocument {
  return {
    version: 1,
    before: { ...specs.before },
    after: { ...specs.after },
    totals: {
      trainable: sizes(diff.trainable),
      nonTrainable: sizes(diff.nonTrainable),
      macs: sizes(diff.macs),
      layers: { ...diff.layers },
    },
    inputs: diff.inputs.map(endDocument),
    outputs: diff.outputs.map(endDocument),
    changes: diff.changes.map(changeDocument),
    training: training === null ? null : trainingDocument(training),
  };
}

function trainingDocument({ isThere, settings }: TrainingDiff): NonNullable<DiffDocument['training']> {
  return {
    isThere: { ...isThere },
    settings: settings.map(({ name, before, after }) => ({ name, before, after })),
  };
}

function endDocument({ name, before, after }: EndChange): DiffDocument['inputs'][number] {
  return { name, before, after };
}

function changeDocument(change: UnitChange): DiffDocument['changes'][number] {
  return {
    type: change.type,
    path: { ...change.path },
    title: { ...change.title },
    attributes: change.attributes.map(({ name, before, after }) => ({ name, before, after })),
    output: { before: shapeDocument(change.output.before), after: shapeDocument(change.output.after) },
    trainable: sizes(change.trainable),
    macs: sizes(change.macs),
    inside: change.inside.map(changeDocument),
  };
}

function sizes({ before, after }: Pair<Size>): Pair<number | null> {
  return { before: isSymbolic(before) ? null : before, after: isSymbolic(after) ? null : after };
}

function shapeDocument(shape: MaybeShape): (number | string)[] | null {
  return shape === null ? null : shape.map((dim) => (isSymbolic(dim) ? String(dim) : dim));
}
