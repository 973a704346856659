import * as tf from '@tensorflow/tfjs';
import type { NetworkVariable } from '../network/network.ts';
import { TrainingError } from '../trainingError.ts';
import type { NamedTensor } from './safetensors.ts';

export function saveTensors(variables: readonly NetworkVariable[]): Map<string, NamedTensor> {
  return new Map(
    variables.map(({ name, spec, variable }) => [
      name,
      { shape: spec.shape, data: new Float32Array(variable.dataSync()) },
    ]),
  );
}

/** Sets every variable; one that is missing or has another shape is an error: the spec is not the run's. */
export function loadTensors(
  variables: readonly NetworkVariable[],
  tensors: ReadonlyMap<string, NamedTensor>,
): void {
  for (const { name, spec, variable } of variables) {
    const saved = tensors.get(name);
    if (saved === undefined || saved.shape.join() !== spec.shape.join()) {
      const found = saved === undefined ? 'does not hold it' : `holds it as ${saved.shape.join('×')}`;
      throw new TrainingError(
        'checkpoint.damaged',
        2,
        `The model has ${name} (${spec.shape.join('×')}), and the checkpoint ${found}. The spec in the run folder is not the one that was trained.`,
      );
    }
    const value = tf.tensor(saved.data, [...spec.shape]);
    variable.assign(value);
    value.dispose();
  }
}
