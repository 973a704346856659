import * as tf from '@tensorflow/tfjs';
import { testBatches } from '../data/batches.ts';
import type { Dataset } from '../data/dataset.ts';
import type { Normalizer } from '../data/normalizer.ts';
import { evaluationStep } from '../step/evaluationStep.ts';
import type { Learner } from '../step/trainingStep.ts';

/** Test images that are evaluated at once. */
const BATCH = 256;

export interface Evaluated {
  readonly dataset: Dataset;
  readonly normalizer: Normalizer;
  readonly learner: Pick<Learner, 'network' | 'heads' | 'kernels'>;
}

/** Mean loss and share of right answers over the whole test set. `beforeBatch` may throw to give it up. */
export function evaluateOnTest(
  { dataset, normalizer, learner }: Evaluated,
  beforeBatch: () => void,
): { readonly loss: number; readonly accuracy: number } {
  let [loss, right] = [0, 0];
  for (const batch of testBatches(dataset, normalizer, BATCH)) {
    beforeBatch();
    const images = tf.tensor(batch.images, [batch.count, ...dataset.shape]);
    const labels = tf.tensor1d(batch.labels, 'int32');
    const result = evaluationStep(learner, { images, labels });
    const [lossSum = Number.NaN, rightSum = Number.NaN] = result.dataSync();
    tf.dispose([result, images, labels]);
    loss += lossSum;
    right += rightSum;
  }
  return { loss: loss / dataset.test.count, accuracy: right / dataset.test.count };
}
