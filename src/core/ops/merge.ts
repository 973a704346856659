import { message } from '../diagnostics/message.ts';
import { isMap, type MaybeShape, type Shape, sameShape } from '../model/shape.ts';
import type { ShapeProblem } from './opDefinition.ts';

/** The common shape of producers that are joined value by value; they never broadcast. */
export function inferSameShape(inputs: readonly Shape[], kind: string, problem: ShapeProblem): MaybeShape {
  const [first] = inputs;
  if (first === undefined) return null;
  const other = inputs.findIndex((shape) => !sameShape(shape, first));
  if (other < 0) return first;
  problem({
    code: 'shape.add-mismatch',
    culprit: { type: 'producer', index: other },
    message: message('`{kind}` joins equal shapes, but this one is {found} and the first is {expected}.', {
      kind,
      found: inputs[other] ?? [],
      expected: first,
    }),
    relatedProducers: [0],
  });
  return null;
}

/** Channels one after the other; height and width must agree. Vectors are joined to a longer one. */
export function inferConcat(inputs: readonly Shape[], problem: ShapeProblem): MaybeShape {
  const [first] = inputs;
  if (first === undefined) return null;
  const other = inputs.findIndex((shape) => shape.length !== first.length || !sameSize(shape, first));
  if (other < 0) {
    const channels = inputs.reduce((sum, shape) => sum + (shape[shape.length - 1] ?? 0), 0);
    return [...first.slice(0, -1), channels];
  }
  problem({
    code: 'shape.concat-mismatch',
    culprit: { type: 'producer', index: other },
    message: message(
      '`concat` joins maps of the same height and width, but this one is {found} and the first is {expected}.',
      { found: inputs[other] ?? [], expected: first },
    ),
    relatedProducers: [0],
  });
  return null;
}

function sameSize(a: Shape, b: Shape): boolean {
  return !isMap(a) || !isMap(b) || (a[0] === b[0] && a[1] === b[1]);
}
