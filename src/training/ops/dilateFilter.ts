import * as tf from '@tensorflow/tfjs';
import type { Pair } from '../../core/model/op.ts';

/**
 * The filter with dilation−1 zeros between its elements, so that an ordinary convolution with it is the dilated
 * one. tfjs' dilated convolution has no gradient, and TensorFlow's gradients on the CPU take no dilation.
 */
export function dilateFilter(filter: tf.Tensor, dilation: Pair): tf.Tensor4D {
  const kernel = filter as tf.Tensor4D;
  const [byHeight, byWidth] = dilation;
  if (byHeight === 1 && byWidth === 1) return kernel;
  const [height, width, channels, filters] = kernel.shape;
  const rows = spread(tf.reshape(kernel, [height, 1, width * channels * filters]), byHeight);
  const columns = spread(tf.reshape(rows, [rows.shape[0] * width, 1, channels * filters]), byWidth);
  // Each row was spread to width·dilation; the last dilation−1 columns of zeros are of no use.
  const full = tf.reshape<tf.Rank.R4>(columns, [rows.shape[0], width * byWidth, channels, filters]);
  const [reachHeight, reachWidth] = [(height - 1) * byHeight + 1, (width - 1) * byWidth + 1];
  return tf.slice<tf.Rank.R4, tf.Tensor4D>(full, [0, 0, 0, 0], [reachHeight, reachWidth, channels, filters]);
}

/** n × 1 × m to n·by × m with zero rows between. */
function spread(x: tf.Tensor3D, by: number): tf.Tensor2D {
  const [n, , m] = x.shape;
  const paddings: [number, number][] = [
    [0, 0],
    [0, by - 1],
    [0, 0],
  ];
  return tf.reshape(tf.pad(x, paddings), [n * by, m]);
}
