import * as tf from '@tensorflow/tfjs';
import { inputAt, NO_VARIABLES, type OpImplementation } from './opImplementation.ts';

/** Each axis is enlarged by a matrix, which gives the right gradient on every backend. */
export const upsample: OpImplementation<'upsample'> = {
  variables: NO_VARIABLES,
  forward(call) {
    const { size, method } = call.attributes;
    const weights = method === 'nearest' ? nearestWeights : bilinearWeights;
    const tall = enlarge(inputAt(call) as tf.Tensor4D, 1, size[0], weights);
    return enlarge(tall, 2, size[1], weights);
  },
};

type Weights = (length: number, by: number) => number[][];

function enlarge(x: tf.Tensor4D, axis: 1 | 2, by: number, weights: Weights): tf.Tensor4D {
  if (by === 1) return x;
  const length = x.shape[axis];
  const order = axis === 1 ? [1, 0, 2, 3] : [2, 0, 1, 3];
  const back = axis === 1 ? [1, 0, 2, 3] : [1, 2, 0, 3];
  const front = tf.transpose(x, order);
  const enlarged = tf.matMul(tf.tensor2d(weights(length, by)), tf.reshape(front, [length, -1]));
  const sizes: number[] = [length * by, ...front.shape.slice(1)];
  return tf.transpose(tf.reshape<tf.Rank.R4>(enlarged, sizes as [number, number, number, number]), back);
}

/** Row i says what goes into pixel i of the enlarged axis. */
function nearestWeights(length: number, by: number): number[][] {
  return Array.from({ length: length * by }, (_, i) =>
    Array.from({ length }, (_unused, j) => (Math.floor(i / by) === j ? 1 : 0)),
  );
}

/** Pixels are areas, so their centres lie at half numbers (PyTorch's `align_corners=False`, Keras' default). */
function bilinearWeights(length: number, by: number): number[][] {
  return Array.from({ length: length * by }, (_, i) => {
    const at = Math.min(length - 1, Math.max(0, (i + 0.5) / by - 0.5));
    return Array.from({ length }, (_unused, j) => Math.max(0, 1 - Math.abs(at - j)));
  });
}
