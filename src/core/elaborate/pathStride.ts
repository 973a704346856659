import type { Body, ModelNode, ValueRef } from '../model/model.ts';
import type { Op, Pair } from '../model/op.ts';

/**
 * The product of the strides on the way from `source` to `output`, along the first producer of each op; that
 * is the branch where a block within the branch is a residual itself.
 */
export function pathStride(nodes: readonly ModelNode[], output: ValueRef, source: ValueRef): Pair {
  let stride: Pair = [1, 1];
  let at = output;
  while (at.kind === 'node' && !sameRef(at, source)) {
    const node: ModelNode | undefined = nodes[at.path[0]];
    if (node === undefined) break;
    const own = node.type === 'op' ? opStride(node.op) : bodyStride(node.body, at.path.slice(1));
    stride = [stride[0] * own[0], stride[1] * own[1]];
    const [next] = node.inputs;
    if (next === undefined) break;
    at = next;
  }
  return stride;
}

/** From a body's input to its output, or to the value within it that a dotted name leads to. */
function bodyStride(body: Body, path: readonly number[]): Pair {
  const [first, ...rest] = path;
  const value: ValueRef | undefined =
    first === undefined ? body.outputs[0]?.value : { kind: 'node', path: [first, ...rest] };
  return value === undefined ? [1, 1] : pathStride(body.nodes, value, { kind: 'input', index: 0 });
}

function opStride(op: Op): Pair {
  switch (op.kind) {
    case 'conv':
    case 'depthwise_conv':
    case 'shortcut_a':
      return op.attributes.stride;
    case 'pool':
      return 'stride' in op.attributes ? op.attributes.stride : [1, 1];
    default:
      return [1, 1];
  }
}

/** Whether both are the same value of the same body. */
export function sameRef(a: ValueRef, b: ValueRef): boolean {
  if (a.kind === 'input' || b.kind === 'input')
    return a.kind === b.kind && 'index' in a && 'index' in b && a.index === b.index;
  return a.path.length === b.path.length && a.path.every((step, i) => step === b.path[i]);
}
