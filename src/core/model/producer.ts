import type { Body, CallNode, OpNode, ValueRef } from './model.ts';

/** What makes a value, seen from inside one body; `at` is the place among the body's nodes. */
export type Producer =
  | { readonly kind: 'input'; readonly index: number }
  | { readonly kind: 'op'; readonly at: number; readonly node: OpNode }
  /** A use of a block, which gives out its first output. */
  | { readonly kind: 'call'; readonly at: number; readonly node: CallNode }
  /** Something in a block that is used here: `value` is what it is inside of the block. */
  | { readonly kind: 'inside'; readonly at: number; readonly node: CallNode; readonly value: ValueRef };

/** One step of the way to what makes a value; a dotted name in `from` leads from body to body. */
export function producerOf({ nodes }: Body, ref: ValueRef): Producer {
  if (ref.kind === 'input') return ref;
  const [at, inner, ...rest] = ref.path;
  const node = nodes[at];
  if (node === undefined) throw new Error(`there is no node ${at} that could make a value`);
  if (inner !== undefined) {
    if (node.type !== 'call') throw new Error(`${node.path} is no use of a block that a value could be in`);
    return { kind: 'inside', at, node, value: { kind: 'node', path: [inner, ...rest] } };
  }
  return node.type === 'op' ? { kind: 'op', at, node } : { kind: 'call', at, node };
}
