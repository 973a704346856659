import * as tf from '@tensorflow/tfjs';
import { crossEntropy, rightAnswers } from './loss.ts';
import type { Learner } from './trainingStep.ts';

/**
 * Loss and right answers of one batch with the moving statistics and nothing random, without label smoothing.
 * @returns two numbers, both sums over the batch; the caller disposes.
 */
export function evaluationStep(
  learner: Pick<Learner, 'network' | 'heads' | 'kernels'>,
  feeds: { readonly images: tf.Tensor; readonly labels: tf.Tensor1D },
): tf.Tensor1D {
  return tf.tidy(() => {
    const { network, heads, kernels } = learner;
    const inputs: tf.Tensor[] = [];
    inputs[heads.input] = feeds.images;
    const logits = network.forward(inputs, heads.logits, {
      kernels,
      training: false,
      step: tf.scalar(0, 'int32'),
      onStatistics: () => undefined,
    }) as tf.Tensor2D[];
    const losses = logits.map((head) => tf.sum(crossEntropy(head, feeds.labels, 0, kernels)));
    const loss = losses.reduce((sum, head) => tf.add(sum, head));
    return tf.stack([loss, tf.sum(rightAnswers(logits, feeds.labels))]) as tf.Tensor1D;
  });
}
