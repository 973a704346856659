import type { FlatOp } from '../../core/model/flatten.ts';
import type { Op, OpAttributes } from '../../core/model/op.ts';
import { channelsOf } from '../../core/model/shape.ts';
import type { FoldedLayer, LayerTensors } from './foldedModel.ts';
import { type Linear, linearTensors } from './linear.ts';
import type { TrainedTensors } from './trainedTensors.ts';

interface NewLayer {
  readonly path: string;
  readonly op: Op;
  readonly inputs: readonly number[];
  readonly tensors?: LayerTensors;
  /** Equal for layers that use the same weights. */
  readonly weights?: string;
  readonly madeOf?: readonly string[];
}

/** The layers of a folded model as they are written. Of those with the same weights the first one owns them. */
export class FoldedLayers {
  readonly list: FoldedLayer[] = [];
  readonly #tensors: TrainedTensors;
  readonly #owners = new Map<string, number>();

  constructor(tensors: TrainedTensors) {
    this.#tensors = tensors;
  }

  /** @returns the layer's place. */
  add({ path, op, inputs, tensors = new Map(), weights = path, madeOf = [] }: NewLayer): number {
    const place = this.list.length;
    const owner = tensors.size === 0 ? undefined : this.#owners.get(weights);
    if (tensors.size > 0 && owner === undefined) this.#owners.set(weights, place);
    this.list.push({ path, op, inputs, tensors, weightsOf: owner ?? null, madeOf });
    return place;
  }

  addUnchanged(layer: FlatOp, inputs: readonly number[]): number {
    const { path, weightsPath, node } = layer;
    if (node.op.kind === 'shortcut_a') return this.#addShortcutA(layer, node.op.attributes, inputs);
    return this.add({ path, op: node.op, inputs, tensors: this.#tensors.of(layer), weights: weightsPath });
  }

  addLinear(linear: Linear, input: number): number {
    const { path, op, madeOf } = linear;
    // Shared weights are of equal layers; a padding that is written in pixels may differ.
    const weights = `${linear.weights} as ${JSON.stringify(op)}`;
    return this.add({ path, op, inputs: [input], tensors: linearTensors(linear), weights, madeOf });
  }

  /** Outside of a residual option A is written as what it is: pixels left out, then channels of zeros. */
  #addShortcutA(
    { path, node }: FlatOp,
    { stride, channels }: OpAttributes['shortcut_a'],
    inputs: readonly number[],
  ): number {
    const size = [1, 1] as const;
    const window = { type: 'max', size, stride, padding: 'valid', rounding: 'floor' } as const;
    const place = this.add({ path: `${path}.pixels`, op: { kind: 'pool', attributes: window }, inputs });
    const zeros = channels - Number(channelsOf(node.inputShapes[0] ?? []));
    const attributes = { size: [0, 0, 0, 0], channels: [0, zeros] } as const;
    return this.add({ path, op: { kind: 'pad', attributes }, inputs: [place] });
  }
}
