import * as tf from '@tensorflow/tfjs';
import type { Kernels } from '../backends/backend.ts';

/**
 * Softmax cross-entropy of each example. With smoothing ε the right class gets 1 − ε and all classes share
 * ε (Szegedy et al., 1512.00567): (1 − ε)·loss − ε·mean over the classes of log p.
 */
export function crossEntropy(
  logits: tf.Tensor2D,
  labels: tf.Tensor1D,
  smoothing: number,
  kernels: Kernels,
): tf.Tensor1D {
  const hard = kernels.sparseCrossEntropy(logits, labels);
  if (smoothing === 0) return hard;
  const uniform = tf.neg(tf.mean(tf.logSoftmax(logits), 1));
  return tf.add(tf.mul(hard, 1 - smoothing), tf.mul(uniform, smoothing));
}

/** 1 where the largest logit is the label's, else 0; with several heads, their mean. */
export function rightAnswers(heads: readonly tf.Tensor2D[], labels: tf.Tensor1D): tf.Tensor1D {
  const right = heads.map((logits) => tf.cast(tf.equal(tf.argMax(logits, 1), labels), 'float32'));
  const sum = right.reduce((total, head) => tf.add(total, head));
  return tf.div(sum, heads.length);
}
