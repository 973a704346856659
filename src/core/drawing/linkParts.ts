import type { Body, ModelNode, ValueRef } from '../model/model.ts';
import { type MaybeShape, sameShape } from '../model/shape.ts';
import { producerOf, residualClosedBy, shortcutOf } from './bodyIndex.ts';
import type { Element } from './buildScope.ts';
import type { EdgeKind } from './drawing.ts';
import type { Fold } from './foldOps.ts';
import { conditionalFitAt, conditionalLabel, misfitAt, misfitLabel } from './misfit.ts';
import type { Link } from './scope.ts';

/** The links between the parts of one scope. `outside` says where a value from beyond the scope arrives. */
export function linkParts(
  body: Body,
  elements: readonly Element[],
  fold: Fold,
  outside: (ref: ValueRef) => number,
): Link[] {
  const owner = new Map<number, number>();
  elements.forEach((element, at) => {
    for (const node of element.nodes) owner.set(node, at);
  });
  const links: Link[] = [];
  for (const [to, element] of elements.entries()) {
    const sources = new Set<number>();
    for (const at of element.nodes) {
      const node = body.nodes[at];
      node?.inputs.forEach((written, operand) => {
        const ref = startOf(node, operand, written, fold);
        const producer = producerOf(ref);
        const from = (producer === null ? undefined : owner.get(producer)) ?? outside(ref);
        // Whatever a block holds takes its one input: that is one line.
        const isKnown = element.part.kind === 'block' && sources.has(from);
        if (from === to || isKnown) return;
        sources.add(from);
        const isLast = producer === null || from < 0 || elements[from]?.nodes.at(-1) === producer;
        const inner = !isLast || (ref.kind === 'node' && ref.path.length > 1);
        links.push({ from, to, operand, inner, ...lineOf(body, node, operand, written, fold) });
      });
    }
  }
  return links;
}

/** Where the line to an input starts: at the shortcut's source where its ops are folded into the line. */
function startOf(node: ModelNode, operand: number, written: ValueRef, fold: Fold): ValueRef {
  const residual = residualClosedBy(node);
  return residual !== null && operand === 1 && fold.lines.has(residual) ? residual.residual.source : written;
}

function lineOf(
  body: Body,
  node: ModelNode,
  operand: number,
  ref: ValueRef,
  fold: Fold,
): { kind: EdgeKind; label: string } {
  const misfit = misfitAt(node);
  if (misfit?.operand === operand) return { kind: 'broken', label: misfitLabel(misfit) };
  const conditional = conditionalFitAt(node);
  if (conditional?.operand === operand) return { kind: 'conditional', label: conditionalLabel(conditional) };
  const closed = residualClosedBy(node);
  if (closed !== null && operand === 1) {
    const { option, isIdentity, inputShape } = closed.residual;
    if (isIdentity) return { kind: 'identity', label: '' };
    if (fold.lines.has(closed)) return { kind: 'dimension', label: option };
    return { kind: changes(option, inputShape, node.inputShapes[1]), label: '' };
  }
  return intoShortcut(body, node, ref);
}

/** The line that enters the boxes of a shortcut carries its letter. */
function intoShortcut(body: Body, node: ModelNode, ref: ValueRef): { kind: EdgeKind; label: string } {
  const own = shortcutOf(node);
  const producer = producerOf(ref);
  const before = producer === null ? undefined : body.nodes[producer];
  if (own === null || (before !== undefined && shortcutOf(before) === own))
    return { kind: 'data', label: '' };
  const { option, inputShape, branchShape } = own.residual;
  const isLetter = option === 'A' || option === 'B' || option === 'C';
  return { kind: changes(option, inputShape, branchShape), label: isLetter ? option : '' };
}

/** A shortcut of the reader's own layers is dotted only where it changes dimensions. */
function changes(option: string, before: MaybeShape, after: MaybeShape | undefined): EdgeKind {
  if (option !== 'layers') return 'dimension';
  return before && after && sameShape(before, after) ? 'data' : 'dimension';
}
