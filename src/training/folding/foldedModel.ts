import type { Op } from '../../core/model/op.ts';
import type { NamedTensor } from '../runs/safetensors.ts';

/** The variables of one layer, by their names in it. */
export type LayerTensors = ReadonlyMap<string, NamedTensor>;

export interface FoldedLayer {
  /** The path of what it comes from in the net that was trained. */
  readonly path: string;
  readonly op: Op;
  /** Places of earlier layers in the list, or `-1 - k` for the model's k-th input. */
  readonly inputs: readonly number[];
  readonly tensors: LayerTensors;
  /** The place of an earlier layer whose weights it uses; null where they are its own or it has none. */
  readonly weightsOf: number | null;
  /** The paths of the layers that became this one; empty for a layer that is as it was. */
  readonly madeOf: readonly string[];
}

/** A net that gives the same outputs at test with fewer layers. */
export interface FoldedModel {
  /** In topological order. */
  readonly layers: readonly FoldedLayer[];
  /** As `FoldedLayer.inputs`, one an output of the model. */
  readonly outputs: readonly number[];
}
