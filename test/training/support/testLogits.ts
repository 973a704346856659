import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { compositeKernels } from '../../../src/training/backends/compositeKernels.ts';
import { directBatches } from '../../../src/training/data/batchSource.ts';
import { readCheckpoint } from '../../../src/training/runs/checkpoint.ts';
import { CheckpointStore } from '../../../src/training/runs/checkpointStore.ts';
import { prepareRun } from '../../../src/training/runs/prepareRun.ts';
import { readRunFile } from '../../../src/training/runs/runFileStore.ts';
import { loadTensors } from '../../../src/training/runs/savedTensors.ts';

const program = fileURLToPath(new URL('../../../dist/training.cjs', import.meta.url));

/** What a run's checkpoint answers to every test image of its data set, on tfjs' own backend. */
export async function testLogits(run: string): Promise<Float32Array> {
  await tf.setBackend('cpu');
  const backend = {
    name: 'wasm',
    device: 'CPU',
    version: '',
    kernels: compositeKernels,
    graphs: null,
  } as const;
  const { learner, dataset, normalizer, spec } = await prepareRun(run, readRunFile(run), program, backend);
  const { network, heads } = learner;
  loadTensors(network.variables, readCheckpoint(new CheckpointStore(run).find(null)).tensors);
  const batches = directBatches({ source: dataset, normalizer, plan: spec.plan });
  const answers: number[] = [];
  for await (const batch of batches.test()) {
    tf.tidy(() => {
      const inputs: tf.Tensor[] = [];
      inputs[heads.input] = tf.tensor(batch.images, [batch.count, ...dataset.shape]);
      const [logits] = network.forward(inputs, heads.logits, {
        kernels: backend.kernels,
        training: false,
        step: tf.scalar(0, 'int32'),
        onStatistics: () => undefined,
      });
      answers.push(...(logits?.dataSync() ?? []));
    });
  }
  await batches.close();
  network.dispose();
  return Float32Array.from(answers);
}
