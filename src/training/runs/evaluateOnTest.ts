import * as tf from '@tensorflow/tfjs';
import { testBatches } from '../data/batches.ts';
import type { Dataset } from '../data/dataset.ts';
import type { Normalizer } from '../data/normalizer.ts';
import type { StepExecutor } from '../step/stepExecutor.ts';

/** Test images that are evaluated at once. */
export const EVALUATION_BATCH = 256;

export interface Evaluated {
  readonly dataset: Dataset;
  readonly normalizer: Normalizer;
  readonly executor: Pick<StepExecutor, 'evaluate'>;
}

/** Mean loss and share of right answers over the whole test set. `beforeBatch` may throw to give it up. */
export function evaluateOnTest(
  { dataset, normalizer, executor }: Evaluated,
  beforeBatch: () => void,
): { readonly loss: number; readonly accuracy: number } {
  let [loss, right] = [0, 0];
  for (const batch of testBatches(dataset, normalizer, EVALUATION_BATCH)) {
    beforeBatch();
    const images = tf.tensor(batch.images, [batch.count, ...dataset.shape]);
    const labels = tf.tensor1d(batch.labels, 'int32');
    const sums = executor.evaluate({ images, labels });
    tf.dispose([images, labels]);
    loss += sums.loss;
    right += sums.right;
  }
  return { loss: loss / dataset.test.count, accuracy: right / dataset.test.count };
}
