import * as tf from '@tensorflow/tfjs';
import type { BatchSource } from '../data/batchSource.ts';
import type { ExampleSource } from '../data/dataset.ts';
import type { StepExecutor } from '../step/stepExecutor.ts';

export interface Evaluated {
  readonly dataset: ExampleSource;
  readonly batches: Pick<BatchSource, 'test'>;
  readonly executor: Pick<StepExecutor, 'evaluate'>;
}

/** Mean loss and share of right answers over the whole test set. `beforeBatch` may throw to give it up. */
export async function evaluateOnTest(
  { dataset, batches, executor }: Evaluated,
  beforeBatch: () => void,
): Promise<{ readonly loss: number; readonly accuracy: number }> {
  let [loss, right] = [0, 0];
  for await (const batch of batches.test()) {
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
