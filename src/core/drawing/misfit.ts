import { formatMessage } from '../diagnostics/message.ts';
import type { Body, ModelNode } from '../model/model.ts';
import { formatShape, type Shape } from '../model/shape.ts';
import { conditionOf } from '../symbolic/describeRestriction.ts';
import { type Fit, fitShapes } from '../symbolic/fit.ts';
import { residualClosedBy } from './bodyIndex.ts';

/** An input that does not fit the others of its merge, for no size. */
export interface Misfit {
  readonly operand: number;
  readonly found: Shape;
  readonly expected: Shape;
}

/** One that fits for some values of the symbols only. */
export interface ConditionalFit extends Misfit {
  readonly conditions: readonly string[];
}

export function misfitText(misfit: Misfit): string {
  return `${formatShape(misfit.found)} ≠ ${formatShape(misfit.expected)}`;
}

/** In lines, at the line that does not fit. */
export function misfitLabel({ found, expected }: Misfit): string {
  return `${formatShape(found)}\n≠ ${formatShape(expected)}`;
}

export function conditionalLabel({ found, expected, conditions }: ConditionalFit): string {
  return [formatShape(found), `≟ ${formatShape(expected)}`, ...conditions].join('\n');
}

/** What never fits at an addition, product, mean or concatenation; null where all is well or unknown. */
export function misfitAt(node: ModelNode): Misfit | null {
  if (node.type !== 'op') return null;
  const mismatch = residualClosedBy(node)?.residual.mismatch;
  if (mismatch) return { operand: 1, found: mismatch.shortcut, expected: mismatch.branch };
  return firstOperand(node, 'never');
}

/** What fits there for some sizes only; null where nothing does or something never fits. */
export function conditionalFitAt(node: ModelNode): ConditionalFit | null {
  if (misfitAt(node) !== null) return null;
  const found = firstOperand(node, 'sometimes');
  return found?.fit.type === 'sometimes'
    ? {
        ...found,
        conditions: [...new Set(found.fit.restrictions.map((each) => formatMessage(conditionOf(each))))],
      }
    : null;
}

function firstOperand(node: ModelNode, type: Fit['type']): (Misfit & { readonly fit: Fit }) | null {
  if (node.type !== 'op') return null;
  const fitOf = MERGES[node.op.kind];
  const expected = node.inputShapes[0];
  if (fitOf === undefined || !expected) return null;
  for (const [operand, found] of node.inputShapes.entries()) {
    if (found === null) continue;
    const fit = fitOf(expected, found);
    if (fit.type === type) return { operand, found, expected, fit };
  }
  return null;
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

const MERGES: Readonly<Record<string, (a: Shape, b: Shape) => Fit>> = {
  add: fitShapes,
  multiply: fitShapes,
  mean: fitShapes,
  // The channels may differ.
  concat: (a, b) => fitShapes(a, b, a.length - 1),
};
