import * as tf from '@tensorflow/tfjs';
import {
  type ForwardContext,
  inputAt,
  NO_VARIABLES,
  type OpCall,
  type OpImplementation,
} from './opImplementation.ts';

export const add: OpImplementation<'add'> = {
  variables: NO_VARIABLES,
  forward(call, context) {
    const [, ...others] = call.inputs;
    return others.reduce((sum, other) => tf.add(sum, other), branch(call, context));
  },
};

/** The first input, scaled; with stochastic depth (1603.09382) kept or dropped for each example. */
function branch(call: OpCall<'add'>, context: ForwardContext): tf.Tensor {
  const { survival, scale } = call.attributes;
  const x = inputAt(call);
  const scaled = scale === 1 ? x : tf.mul(x, scale);
  if (survival === 1) return scaled;
  if (!context.training) return tf.mul(scaled, survival);
  const shape = [x.shape[0], ...x.shape.slice(1).map(() => 1)];
  const keep = tf.less(context.kernels.uniform(shape, call.seed, context.step), survival);
  return tf.mul(scaled, tf.cast(keep, 'float32'));
}
