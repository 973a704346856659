import type { Body, Model } from '../model/model.ts';
import type { OpKind } from '../model/op.ts';
import { formatShape, isMap, type MaybeShape } from '../model/shape.ts';

/** What has the colour of its output's size. */
export const COLOURED: ReadonlySet<OpKind> = new Set<OpKind>(['conv', 'conv_transpose', 'depthwise_conv']);

/**
 * Stages of a residual net are told apart by their feature map size, so that is what gives a box its colour:
 * the sizes in the order in which convolutions first give them, from 0. Parallel towers that halve alike
 * then look alike.
 */
export class StageColours {
  readonly #indices = new Map<string, number>();

  constructor(model: Model) {
    this.#look(model.body, new Set());
  }

  /** −1 for what is no map and for sizes that no convolution gives. */
  indexOf(shape: MaybeShape): number {
    const key = keyOf(shape);
    return key === null ? -1 : (this.#indices.get(key) ?? -1);
  }

  #look(body: Body, seen: Set<Body>): void {
    if (seen.has(body)) return;
    seen.add(body);
    for (const node of body.nodes) {
      if (node.type === 'call') this.#look(node.body, seen);
      else if (COLOURED.has(node.op.kind)) this.#note(node.output);
    }
  }

  #note(shape: MaybeShape): void {
    const key = keyOf(shape);
    if (key !== null && !this.#indices.has(key)) this.#indices.set(key, this.#indices.size);
  }
}

function keyOf(shape: MaybeShape): string | null {
  return shape !== null && isMap(shape) ? formatShape(shape.slice(0, 2)) : null;
}
