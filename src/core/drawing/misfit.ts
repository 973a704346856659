import type { Body, ModelNode } from '../model/model.ts';
import { formatShape, isMap, type Shape, sameShape } from '../model/shape.ts';
import { residualClosedBy } from './bodyIndex.ts';

/** An input that does not fit the others of its merge. */
export interface Misfit {
  readonly operand: number;
  readonly found: Shape;
  readonly expected: Shape;
}

export function misfitText(misfit: Misfit): string {
  return `${formatShape(misfit.found)} ≠ ${formatShape(misfit.expected)}`;
}

/** What does not fit at an addition, product, mean or concatenation; null where all is well or unknown. */
export function misfitAt(node: ModelNode): Misfit | null {
  if (node.type !== 'op') return null;
  const mismatch = residualClosedBy(node)?.residual.mismatch;
  if (mismatch) return { operand: 1, found: mismatch.shortcut, expected: mismatch.branch };
  const fits = MERGES[node.op.kind];
  const expected = node.inputShapes[0];
  if (fits === undefined || !expected) return null;
  const operand = node.inputShapes.findIndex((shape) => shape !== null && !fits(expected, shape));
  const found = node.inputShapes[operand];
  return found ? { operand, found, expected } : null;
}

/** The first misfit inside a body, however deep. Equal blocks are looked into once. */
export function findMisfit(body: Body, seen: Map<Body, Misfit | null>): Misfit | null {
  const known = seen.get(body);
  if (known !== undefined) return known;
  let found: Misfit | null = null;
  for (const node of body.nodes) {
    found ??= node.type === 'call' ? findMisfit(node.body, seen) : misfitAt(node);
  }
  seen.set(body, found);
  return found;
}

const MERGES: Readonly<Record<string, (a: Shape, b: Shape) => boolean>> = {
  add: sameShape,
  multiply: sameShape,
  mean: sameShape,
  concat: sameHeightAndWidth,
};

function sameHeightAndWidth(a: Shape, b: Shape): boolean {
  if (!isMap(a) || !isMap(b)) return a.length === b.length;
  return sameShape(a.slice(0, 2), b.slice(0, 2));
}
