import * as tf from '@tensorflow/tfjs';
import type { Pair } from '../../core/model/op.ts';
import { insertZeros } from '../backends/insertZeros.ts';

/**
 * The filter with dilation−1 zeros between its elements, so that an ordinary convolution with it is the dilated
 * one. tfjs' dilated convolution has no gradient, and TensorFlow's gradients on the CPU take no dilation.
 */
export function dilateFilter(filter: tf.Tensor, dilation: Pair): tf.Tensor4D {
  const kernel = filter as tf.Tensor4D;
  if (dilation[0] === 1 && dilation[1] === 1) return kernel;
  const [height, width, channels, filters] = kernel.shape;
  const asMap = tf.reshape<tf.Rank.R4>(kernel, [1, height, width, channels * filters]);
  const spread = insertZeros(asMap, dilation);
  return tf.reshape<tf.Rank.R4>(spread, [spread.shape[1], spread.shape[2], channels, filters]);
}
