import * as tf from '@tensorflow/tfjs';
import { inputAt, NO_VARIABLES, type OpImplementation } from './opImplementation.ts';

/** Every stride-th pixel, then zero channels after the existing ones (option A of the paper's §3.3). */
export const shortcutA: OpImplementation<'shortcut_a'> = {
  variables: NO_VARIABLES,
  forward(call, { kernels }) {
    const { stride, channels } = call.attributes;
    const x = inputAt(call) as tf.Tensor4D;
    const taken = stride[0] === 1 && stride[1] === 1 ? x : kernels.averagePool(x, [1, 1], stride);
    const paddings: [number, number][] = [
      [0, 0],
      [0, 0],
      [0, 0],
      [0, channels - x.shape[3]],
    ];
    return tf.pad(taken, paddings);
  },
};
