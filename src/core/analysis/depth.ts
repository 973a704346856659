import type { Body, Model, ModelNode, ValueRef } from '../model/model.ts';
import type { OpKind } from '../model/op.ts';
import { producerOf } from '../model/producer.ts';

/** The layers that carry weights as the paper counts them; those inside `squeeze_excite` do not count. */
export const WEIGHTED_KINDS: ReadonlySet<OpKind> = new Set<OpKind>([
  'conv',
  'conv_transpose',
  'depthwise_conv',
  'dense',
]);

/** Depths of one body's nodes, counted from the body's inputs: before and after each node. */
interface BodyDepths {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/**
 * Depth as the paper counts it: convolutions and dense layers on the longest path from an input to an output
 * ("ResNet-20" has 20). Each distinct body is walked once, so equal blocks cost nothing.
 */
export function depth(model: Model): number {
  const known = new Map<Body, BodyDepths>();
  return outputDepth(model.body, known);
}

function outputDepth(body: Body, known: Map<Body, BodyDepths>): number {
  return Math.max(0, ...body.outputs.map((output) => valueDepth(body, output.value, known)));
}

function valueDepth(body: Body, ref: ValueRef, known: Map<Body, BodyDepths>): number {
  const producer = producerOf(body, ref);
  if (producer.kind === 'input') return 0;
  const { before, after } = bodyDepths(body, known);
  if (producer.kind !== 'inside') return after[producer.at] ?? 0;
  return (before[producer.at] ?? 0) + valueDepth(producer.node.body, producer.value, known);
}

function bodyDepths(body: Body, known: Map<Body, BodyDepths>): BodyDepths {
  const found = known.get(body);
  if (found !== undefined) return found;
  const before: number[] = [];
  const after: number[] = [];
  const depths = { before, after };
  known.set(body, depths); // filled in order, and a node only asks for nodes before it
  for (const node of body.nodes) {
    const start = Math.max(0, ...node.inputs.map((input) => valueDepth(body, input, known)));
    before.push(start);
    after.push(start + nodeDepth(node, known));
  }
  return depths;
}

function nodeDepth(node: ModelNode, known: Map<Body, BodyDepths>): number {
  if (node.type === 'call') return outputDepth(node.body, known);
  return WEIGHTED_KINDS.has(node.op.kind) ? 1 : 0;
}
