import * as tf from '@tensorflow/tfjs';
import type { Kernels, Pads } from './backend.ts';
import { isNarrowStridedPoint } from './stridedPoint.ts';
import { uniformNumbers } from './uniformNumbers.ts';

/**
 * Every kernel out of tfjs' own operations and their gradients. This is what the fused kernels are tested
 * against, and what a backend without fused operations runs.
 */
export const compositeKernels: Kernels = {
  convolution(x, filter, stride, pads) {
    const padded = padMap(x, pads);
    return isNarrowStridedPoint(filter, stride)
      ? tf.conv2d(subsample(padded, stride), filter, 1, 'valid')
      : tf.conv2d(padded, filter, [...stride], 'valid');
  },
  depthwiseConvolution(x, filter, stride, pads) {
    const [height, width] = stride;
    const padded = padMap(x, pads);
    if (height === width) return tf.depthwiseConv2d(padded, filter, height, 'valid');
    // TensorFlow's operation takes equal strides only.
    return subsample(tf.depthwiseConv2d(padded, filter, 1, 'valid'), stride);
  },
  maxPool: (x, size, stride) => tf.maxPool(x, [...size], [...stride], 'valid'),
  averagePool: (x, size, stride) => tf.avgPool(x, [...size], [...stride], 'valid'),
  relu: (x) => tf.relu(x),
  batchNorm(x, gamma, beta, epsilon) {
    const { mean, variance } = tf.moments(x, [0, 1, 2]);
    const [batch, height, width] = x.shape;
    const count = batch * height * width;
    const unbiased = tf.mul(variance, count / Math.max(1, count - 1));
    return {
      y: tf.batchNorm(x, mean.as1D(), variance.as1D(), beta, gamma, epsilon),
      mean: tf.keep(mean.as1D()),
      variance: tf.keep(unbiased.as1D()),
    };
  },
  sparseCrossEntropy(logits, labels) {
    const classes = logits.shape[1];
    return tf.neg(tf.sum(tf.mul(tf.oneHot(labels, classes), tf.logSoftmax(logits)), 1));
  },
  uniform: (shape, seed, step) => tf.tensor(uniformNumbers(shape, seed, step.dataSync()[0] ?? 0), [...shape]),
};

export function padMap(x: tf.Tensor4D, pads: Pads, value = 0): tf.Tensor4D {
  const [top, bottom, left, right] = pads;
  if (top + bottom + left + right === 0) return x;
  const paddings: [number, number][] = [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
  return tf.pad(x, paddings, value);
}

/** Every n-th pixel. Through a pool, since tfjs' strided slice has no gradient. */
export function subsample(x: tf.Tensor4D, stride: readonly [number, number]): tf.Tensor4D {
  if (stride[0] === 1 && stride[1] === 1) return x;
  return tf.avgPool(x, 1, [...stride], 'valid');
}
