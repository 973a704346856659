import * as tf from '@tensorflow/tfjs';
import type { Pair } from '../../core/model/op.ts';
import type { Kernels } from './backend.ts';
import { compositeKernels, padMap, subsample } from './compositeKernels.ts';
import { differentiable, savedAt } from './differentiable.ts';
import { insertZeros } from './insertZeros.ts';
import { maxPoolGradient } from './maxPoolGradient.ts';

/**
 * wasm has no gradient for a convolution's filter, a slow one for its input, none for depthwise ones, and a wrong one
 * for max pools. Both gradients of a convolution are convolutions themselves, which wasm does well.
 */
export function createWasmKernels(beforeKernel: () => void): Kernels {
  return {
    ...compositeKernels,
    convolution(x, filter, stride, pads) {
      beforeKernel();
      return convolve(padMap(x, pads), filter, stride);
    },
    depthwiseConvolution(x, filter, stride, pads) {
      beforeKernel();
      return subsample(depthwise(padMap(x, pads), filter), stride);
    },
    maxPool(x, size, stride) {
      beforeKernel();
      return maxPool(x, size, stride);
    },
  };
}

function convolve(x: tf.Tensor4D, filter: tf.Tensor4D, stride: Pair): tf.Tensor4D {
  return differentiable([x, filter], (save) => {
    save([x, filter]);
    return {
      value: tf.conv2d(x, filter, [...stride], 'valid'),
      gradient(dy, saved) {
        const [input, kernel] = [savedAt(saved, 0) as tf.Tensor4D, savedAt(saved, 1) as tf.Tensor4D];
        return [
          inputGradient(dy as tf.Tensor4D, kernel, stride, input.shape),
          filterGradient(dy as tf.Tensor4D, input, stride, kernel.shape),
        ];
      },
    };
  });
}

/** dy with zeros between its pixels, padded to full overlap, convolved with the flipped filter. */
function inputGradient(
  dy: tf.Tensor4D,
  filter: tf.Tensor4D,
  stride: Pair,
  shape: tf.Tensor4D['shape'],
): tf.Tensor {
  const [height, width] = filter.shape;
  const spread = insertZeros(dy, stride);
  // Input rows and columns beyond the last window have a gradient of zero.
  const [below, right] = [shape[1] - spread.shape[1], shape[2] - spread.shape[2]];
  const padded = padMap(spread, [height - 1, below, width - 1, right]);
  const flipped = tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]);
  return tf.conv2d(padded, flipped, 1, 'valid');
}

/**
 * Σ over examples and pixels of x · dy: a convolution whose "examples" are the input channels, whose "channels"
 * are the examples, and whose filter is dy, dilated by the stride.
 */
function filterGradient(
  dy: tf.Tensor4D,
  x: tf.Tensor4D,
  stride: Pair,
  shape: tf.Tensor4D['shape'],
): tf.Tensor {
  const [height, width, channels, filters] = shape;
  const across = tf.transpose(x, [3, 1, 2, 0]);
  const kernel = tf.transpose(dy, [1, 2, 0, 3]);
  const sums = tf.conv2d(across, kernel, 1, 'valid', 'NHWC', [...stride]);
  const size: [number, number, number, number] = [channels, height, width, filters];
  return tf.transpose(tf.slice(sums, [0, 0, 0, 0], size), [1, 2, 0, 3]);
}

/** Stride 1, without padding: one multiplication for each element of the window, with tfjs' own gradients. */
function depthwise(x: tf.Tensor4D, filter: tf.Tensor4D): tf.Tensor4D {
  const [height, width, channels, multiplier] = filter.shape;
  const [batch, inHeight, inWidth] = x.shape;
  const [outHeight, outWidth] = [inHeight - height + 1, inWidth - width + 1];
  const parts: tf.Tensor[] = [];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const window = tf.slice(x, [0, row, column, 0], [batch, outHeight, outWidth, channels]);
      const weights = tf.slice(filter, [row, column, 0, 0], [1, 1, channels, multiplier]);
      const columns = tf.reshape(window, [batch * outHeight * outWidth, channels, 1]);
      parts.push(tf.mul(columns, tf.reshape(weights, [1, channels, multiplier])));
    }
  }
  const sum = parts.reduce((total, part) => tf.add(total, part));
  return tf.reshape<tf.Rank.R4>(sum, [batch, outHeight, outWidth, channels * multiplier]);
}

/** The gradient reads its tensors, which on this backend costs no waiting. */
function maxPool(x: tf.Tensor4D, size: Pair, stride: Pair): tf.Tensor4D {
  return differentiable([x], (save) => {
    save([x]);
    return {
      value: tf.maxPool(x, [...size], [...stride], 'valid'),
      gradient(dy, saved) {
        const input = savedAt(saved, 0) as tf.Tensor4D;
        const gradient = maxPoolGradient(
          { shape: input.shape, values: input.dataSync() },
          { shape: (dy as tf.Tensor4D).shape, values: dy.dataSync() },
          size,
          stride,
        );
        return [tf.tensor(gradient, input.shape)];
      },
    };
  });
}
