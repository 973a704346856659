import type { Body, Model } from '../model/model.ts';
import { elementsOf } from '../model/shape.ts';
import { addSizes, type Size, timesInteger } from '../symbolic/symbolicSize.ts';

export const BYTES_PER_FLOAT32 = 4;

/**
 * Bytes of every op's output for one example in float32: what a framework holds that keeps every output for
 * the backward pass. Null where a mistake leaves a shape unknown. Each distinct body is summed once.
 */
export function activationBytes(model: Model): Size | null {
  const elements = bodyElements(model.body, new Map<Body, Size | null>());
  return elements === null ? null : timesInteger(elements, BYTES_PER_FLOAT32);
}

function bodyElements(body: Body, known: Map<Body, Size | null>): Size | null {
  const found = known.get(body);
  if (found !== undefined) return found;
  let sum: Size | null = 0;
  for (const node of body.nodes) {
    const elements: Size | null =
      node.type === 'call'
        ? bodyElements(node.body, known)
        : node.output === null
          ? null
          : elementsOf(node.output);
    sum = sum === null || elements === null ? null : addSizes(sum, elements);
  }
  known.set(body, sum);
  return sum;
}
