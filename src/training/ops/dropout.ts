import * as tf from '@tensorflow/tfjs';
import { inputAt, NO_VARIABLES, type OpImplementation } from './opImplementation.ts';

/** Inverted dropout: what stays is divided by 1 − rate, so that nothing is to do at test. */
export const dropout: OpImplementation<'dropout'> = {
  variables: NO_VARIABLES,
  forward(call, context) {
    const x = inputAt(call);
    const { rate } = call.attributes;
    if (!context.training || rate === 0) return x.clone();
    if (rate >= 1) return tf.mul(x, 0);
    const keep = tf.greaterEqual(context.kernels.uniform(x.shape, call.seed, context.step), rate);
    return tf.mul(x, tf.div(tf.cast(keep, 'float32'), 1 - rate));
  },
};
