import * as tf from '@tensorflow/tfjs';
import { inputAt, NO_VARIABLES, type OpImplementation } from './opImplementation.ts';

export const gate: OpImplementation<'gate'> = {
  variables: NO_VARIABLES,
  forward(call) {
    const factors = inputAt(call, 1);
    if (factors.rank === 4) return tf.mul(inputAt(call), factors);
    return tf.mul(inputAt(call), tf.reshape(factors, [factors.shape[0], 1, 1, factors.shape[1] ?? 1]));
  },
};
