import type { Body, Model, ModelNode } from '../model/model.ts';
import { elementsOf } from '../model/shape.ts';
import { addSizes, type Size, timesInteger } from '../symbolic/symbolicSize.ts';

export const BYTES_PER_FLOAT32 = 4;

/**
 * Bytes of every op's output for one example in float32: what a framework holds that keeps every output for
 * the backward pass. Null where a mistake leaves a shape unknown. Each distinct body is summed once.
 */
export function activationBytes(model: Model): Size | null {
  return outputBytes(model.body.nodes, new Map());
}

/** The same of some nodes. @param known by body, in values: to be given again for the same model. */
export function outputBytes(nodes: readonly ModelNode[], known: Map<Body, Size | null>): Size | null {
  const elements = nodeElements(nodes, known);
  return elements === null ? null : timesInteger(elements, BYTES_PER_FLOAT32);
}

function bodyElements(body: Body, known: Map<Body, Size | null>): Size | null {
  const found = known.get(body);
  if (found !== undefined) return found;
  const sum = nodeElements(body.nodes, known);
  known.set(body, sum);
  return sum;
}

function nodeElements(nodes: readonly ModelNode[], known: Map<Body, Size | null>): Size | null {
  let sum: Size | null = 0;
  for (const node of nodes) {
    const elements: Size | null =
      node.type === 'call'
        ? bodyElements(node.body, known)
        : node.output === null
          ? null
          : elementsOf(node.output);
    sum = sum === null || elements === null ? null : addSizes(sum, elements);
  }
  return sum;
}
