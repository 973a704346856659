import { message } from '../diagnostics/message.ts';
import { type Dim, isMap, isVector, type Shape } from '../model/shape.ts';
import { isSymbolic } from '../symbolic/symbolicSize.ts';
import type { Culprit, ShapeProblem } from './opDefinition.ts';

/** The shape as height × width × channels, or null after reporting that it is none. */
export function requireMap(
  shape: Shape | undefined,
  kind: string,
  problem: ShapeProblem,
  culprit: Culprit = { type: 'item' },
): readonly [Dim, Dim, Dim] | null {
  if (shape !== undefined && isMap(shape)) return shape;
  problem({
    code: 'shape.rank-mismatch',
    culprit,
    message: message(
      '`{kind}` takes a height×width×channels map, and what comes in is a vector of {units}. Put it before what makes the vector, or name a map in `from`.',
      {
        kind,
        units: shape?.[0] ?? 0,
      },
    ),
    relatedProducers: [0],
  });
  return null;
}

/** The number of units, or null after reporting that the shape is a map. */
export function requireVector(shape: Shape | undefined, kind: string, problem: ShapeProblem): Dim | null {
  if (shape !== undefined && isVector(shape)) return shape[0];
  problem({
    code: 'shape.rank-mismatch',
    culprit: { type: 'item' },
    message: message(
      '`{kind}` takes a vector, and what comes in is a {shape} map. Put `flatten` or `pool: global_average` before it.',
      { kind, shape: shape ?? [] },
    ),
    relatedProducers: [0],
  });
  return null;
}

/** The number of units, or null after reporting that it depends on a symbol: weights want a fixed number. */
export function requireKnownUnits(units: Dim, kind: string, problem: ShapeProblem): number | null {
  if (!isSymbolic(units)) return units;
  problem({
    code: 'shape.rank-mismatch',
    culprit: { type: 'item' },
    message: message(
      '`{kind}` has a weight for every value that comes in, and their number, {units}, is not fixed. Put `pool: global_average` before it in place of `flatten`, or give the input a size.',
      { kind, units },
    ),
    relatedProducers: [0],
  });
  return null;
}
