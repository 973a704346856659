import type { Body, OpNode, ResidualGroup } from '../model/model.ts';
import { type BodyIndex, residualClosedBy, shortcutOf, soleConsumer } from './bodyIndex.ts';

/** Which nodes of a body share one box, and which shortcuts are only a dotted line. */
export interface Fold {
  /** First node of a box → all its nodes, in order. */
  readonly boxes: ReadonlyMap<number, readonly number[]>;
  /** Nodes that are not drawn: the ops of the shortcuts in `lines`. */
  readonly hidden: ReadonlySet<number>;
  readonly lines: ReadonlySet<ResidualGroup>;
}

/** Nothing folded: every op a box of its own. */
export function unfolded(body: Body): Fold {
  return { boxes: new Map(body.nodes.map((_, at) => [at, [at]])), hidden: new Set(), lines: new Set() };
}

/**
 * As the paper's Figure 3 draws it: a convolution's norm and activation are in its box, the activation after
 * a merge is in the merge's, and a shortcut with option A, B or C is a line.
 */
export function foldOps(body: Body, index: BodyIndex): Fold {
  const boxes = new Map<number, number[]>();
  const taken = new Set<number>();
  body.nodes.forEach((node, at) => {
    if (taken.has(at)) return;
    const box = [at];
    boxes.set(at, box);
    if (node.type !== 'op') return;
    let last = node;
    for (let next = soleConsumer(body, index, at); next !== null; next = soleConsumer(body, index, next)) {
      const follower = body.nodes[next];
      if (follower?.type !== 'op' || !joins(node, last, follower)) return;
      box.push(next);
      taken.add(next);
      last = follower;
    }
  });
  const lines = foldableShortcuts(body, index);
  const hidden = new Set<number>();
  body.nodes.forEach((node, at) => {
    const residual = shortcutOf(node);
    if (residual !== null && lines.has(residual)) hidden.add(at);
  });
  return { boxes, hidden, lines };
}

/** Whether `follower` may stand in the box that `first` begins and that ends with `last` so far. */
function joins(first: OpNode, last: OpNode, follower: OpNode): boolean {
  const isActivation = follower.op.kind === 'activation' && last.op.kind !== 'activation';
  switch (first.op.kind) {
    case 'conv':
    case 'conv_transpose':
    case 'depthwise_conv':
    case 'dense':
      return first.item === follower.item && (follower.op.kind === 'norm' || isActivation);
    case 'norm':
    case 'add':
    case 'multiply':
    case 'mean':
    case 'concat':
      return isActivation;
    default:
      return false;
  }
}

/** Shortcuts with an option of the paper whose ops nobody but the addition can see. */
function foldableShortcuts(body: Body, index: BodyIndex): Set<ResidualGroup> {
  const lines = new Set<ResidualGroup>();
  for (const node of body.nodes) {
    const residual = residualClosedBy(node);
    if (residual !== null && ['A', 'B', 'C'].includes(residual.residual.option)) lines.add(residual);
  }
  body.nodes.forEach((node, at) => {
    const residual = shortcutOf(node);
    if (residual === null) return;
    const staysInside = (index.consumers[at] ?? []).every((next) => {
      const consumer = body.nodes[next];
      return consumer !== undefined && (shortcutOf(consumer) ?? residualClosedBy(consumer)) === residual;
    });
    if (node.type === 'call' || !staysInside || index.exposed.has(at)) lines.delete(residual);
  });
  return lines;
}
