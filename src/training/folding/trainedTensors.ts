import type { FlatOp } from '../../core/model/flatten.ts';
import type { NamedTensor } from '../runs/safetensors.ts';
import { TrainingError } from '../trainingError.ts';
import type { LayerTensors } from './foldedModel.ts';

const NONE: LayerTensors = new Map();

/** The variables in a checkpoint by the layer that owns them; what an optimizer remembers is left out. */
export class TrainedTensors {
  readonly #ofLayers = new Map<string, Map<string, NamedTensor>>();

  constructor(tensors: ReadonlyMap<string, NamedTensor>) {
    for (const [fullName, tensor] of tensors) {
      // `conv1/kernel` is a variable, `conv1/kernel/velocity` a slot of one.
      const [path = '', name, ...more] = fullName.split('/');
      if (name === undefined || more.length > 0) continue;
      const layer = this.#ofLayers.get(path) ?? new Map<string, NamedTensor>();
      this.#ofLayers.set(path, layer.set(name, tensor));
    }
  }

  of(layer: FlatOp): LayerTensors {
    return this.#ofLayers.get(layer.weightsPath) ?? NONE;
  }

  /** The values of a variable that the layer must have in this shape. */
  values(layer: FlatOp, name: string, shape: readonly number[]): Float32Array {
    const tensor = this.of(layer).get(name);
    if (tensor?.shape.join() === shape.join()) return tensor.data;
    const found = tensor === undefined ? 'does not hold it' : `holds it as ${tensor.shape.join('×')}`;
    throw new TrainingError(
      'checkpoint.damaged',
      2,
      `The model has ${layer.weightsPath}/${name} (${shape.join('×')}), and the checkpoint ${found}. The spec in the run folder is not the one that was trained.`,
    );
  }
}
