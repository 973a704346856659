import * as tf from '@tensorflow/tfjs';
import { type ForwardContext, NO_VARIABLES, type OpCall, type OpImplementation } from './opImplementation.ts';

export const mean: OpImplementation<'mean'> = {
  variables: NO_VARIABLES,
  forward(call, context) {
    if (!context.training || call.attributes.dropPath === 0) {
      return tf.div(
        call.inputs.reduce((sum, input) => tf.add(sum, input)),
        call.inputs.length,
      );
    }
    const keep = keptPaths(call, context);
    const kept = call.inputs.map((input, i) => tf.mul(input, keep[i] ?? tf.scalar(1)));
    const sum = kept.reduce((total, input) => tf.add(total, input));
    return tf.div(
      sum,
      keep.reduce((total, mask) => tf.add(total, mask)),
    );
  },
};

/**
 * Local drop-path (1605.07648): for each example each input stays with probability 1 − dropPath; where all
 * would go, one that is drawn with equal chances stays. Masks of 0 and 1, one a producer.
 */
function keptPaths(call: OpCall<'mean'>, context: ForwardContext): tf.Tensor[] {
  const first = call.inputs[0];
  const batch = first?.shape[0] ?? 1;
  const ones = (first?.shape ?? [1]).slice(1).map(() => 1);
  const count = call.inputs.length;
  const draws = context.kernels.uniform([count + 1, batch], call.seed, context.step);
  const [pathDraws, rescue] = tf.split(draws, [count, 1], 0) as [tf.Tensor2D, tf.Tensor2D];
  const stays = tf.cast(tf.greaterEqual(pathDraws, call.attributes.dropPath), 'float32');
  const noneStays = tf.sub(1, tf.max(stays, 0, true));
  const rescued = tf.transpose(tf.oneHot(tf.cast(tf.floor(tf.mul(rescue, count)), 'int32').as1D(), count));
  const masks = tf.add(stays, tf.mul(tf.cast(rescued, 'float32'), noneStays));
  return tf.unstack(masks, 0).map((mask) => tf.reshape(mask, [batch, ...ones]));
}
