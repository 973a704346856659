import type { MaybeShape } from '../model/shape.ts';
import type { ShapeProblem } from '../ops/opDefinition.ts';
import { OPS } from '../ops/registry.ts';
import type { MergeName } from './designEdit.ts';

/** Whether shapes can be joined so, in this order; for some values of their symbols is enough. */
export function canMerge(merge: MergeName, shapes: readonly MaybeShape[]): boolean {
  const known = shapes.filter((shape) => shape !== null);
  if (known.length < shapes.length) return false;
  let isWrong = false;
  const problem: ShapeProblem = ({ severity = 'error' }) => {
    isWrong ||= severity === 'error';
  };
  const infer: Readonly<Record<MergeName, () => MaybeShape>> = {
    add: () => OPS.add.infer({ survival: 1, scale: 1 }, known, problem),
    concat: () => OPS.concat.infer({}, known, problem),
    mean: () => OPS.mean.infer({ dropPath: 0 }, known, problem),
    multiply: () => OPS.multiply.infer({}, known, problem),
    gate: () => OPS.gate.infer({}, known, problem),
  };
  return infer[merge]() !== null && !isWrong;
}
