import { flatten } from '../model/flatten.ts';
import type { Model } from '../model/model.ts';
import { formatShape } from '../model/shape.ts';

/** Whether two models compute the same, whatever their layers are called. */
export function isSameNet(a: Model, b: Model): boolean {
  if (a.body.opCount !== b.body.opCount) return false;
  return JSON.stringify(netOf(a)) === JSON.stringify(netOf(b));
}

function netOf(model: Model): unknown {
  const { ops, outputs } = flatten(model);
  const places = new Map(ops.map(({ path, index }) => [path, index]));
  return {
    ops: ops.map(({ node, inputs, weightsPath }) => [
      node.op,
      inputs,
      node.output === null ? null : formatShape(node.output),
      places.get(weightsPath),
    ]),
    outputs,
  };
}
