import type { Body, Cost, Model, OpNode, ValueRef } from './model.ts';
import { withoutWeights } from './sumCosts.ts';

/** One op of the unfolded model. */
export interface FlatOp {
  /** Its place in `FlatModel.ops`. */
  readonly index: number;
  /** Full path, e.g. `conv3_x.1.residual.branch.conv_2`. */
  readonly path: string;
  readonly node: OpNode;
  /** The path of the op whose weights it uses: its own, but for what shares them. */
  readonly weightsPath: string;
  /** With the weights only where they are its own. */
  readonly cost: Cost;
  /** Producers: an index into `FlatModel.ops`, or `-1 - k` for the model's k-th input. */
  readonly inputs: readonly number[];
}

export interface FlatModel {
  /** In topological order. */
  readonly ops: readonly FlatOp[];
  /** One producer (as in `FlatOp.inputs`) for each output of the model. */
  readonly outputs: readonly number[];
}

/** One use of a body: which flat values its inputs are, and where its nodes' values went. */
interface Frame {
  readonly body: Body;
  readonly inputs: readonly number[];
  readonly values: Map<number, number>;
  readonly children: Map<number, Frame>;
}

/** Unfolds every block and stage. Costs time and memory in proportion to `model.body.opCount`. */
export function flatten(model: Model): FlatModel {
  const ops: FlatOp[] = [];
  const root: Frame = {
    body: model.body,
    inputs: model.body.inputs.map((_, k) => -1 - k),
    values: new Map(),
    children: new Map(),
  };
  flattenInto(root, { own: '', weights: '' }, ops);
  return { ops, outputs: model.body.outputs.map((output) => resolve(root, output.value)) };
}

/** What stands before the paths of a body's nodes; `weights` where those are whose weights they use. */
interface Prefix {
  readonly own: string;
  readonly weights: string;
}

function flattenInto(frame: Frame, prefix: Prefix, ops: FlatOp[]): void {
  frame.body.nodes.forEach((node, nodeIndex) => {
    const inputs = node.inputs.map((ref) => resolve(frame, ref));
    const path = prefix.own + node.path;
    const weightsPath = prefix.weights + (node.weightsOf ?? node.path);
    if (node.type === 'op') {
      const cost = weightsPath === path ? node.cost : withoutWeights(node.cost);
      frame.values.set(nodeIndex, ops.length);
      ops.push({ index: ops.length, path, weightsPath, cost, node, inputs });
      return;
    }
    const child: Frame = { body: node.body, inputs, values: new Map(), children: new Map() };
    frame.children.set(nodeIndex, child);
    flattenInto(child, { own: `${path}.`, weights: `${weightsPath}.` }, ops);
    const output = node.body.outputs[0];
    const value = output === undefined ? inputs[0] : resolve(child, output.value);
    if (value === undefined) throw new Error(`call ${path} has no value`);
    frame.values.set(nodeIndex, value);
  });
}

function resolve(frame: Frame, ref: ValueRef): number {
  if (ref.kind === 'input') {
    const value = frame.inputs[ref.index];
    if (value === undefined) throw new Error(`input ${ref.index} is missing`);
    return value;
  }
  let at: Frame | undefined = frame;
  for (const step of ref.path.slice(0, -1)) at = at?.children.get(step);
  const last = ref.path[ref.path.length - 1];
  const value = last === undefined ? undefined : at?.values.get(last);
  if (value === undefined) throw new Error(`value ${ref.path.join('.')} is used before it is made`);
  return value;
}
