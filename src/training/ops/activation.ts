import * as tf from '@tensorflow/tfjs';
import type { ActivationType } from '../../core/model/op.ts';
import { channelsOf } from '../../core/model/shape.ts';
import type { Kernels } from '../backends/backend.ts';
import { inputAt, type OpImplementation } from './opImplementation.ts';

export const activation: OpImplementation<'activation'> = {
  variables({ type }, inputShapes) {
    if (type !== 'prelu') return [];
    // One learned slope a channel, starting at 0.25 (He et al., 1502.01852).
    const initial = { type: 'constant', value: 0.25 } as const;
    return [{ name: 'alpha', shape: [channelsOf(inputShapes[0] ?? [])], role: 'scale', initial }];
  },

  forward(call, { kernels }) {
    const x = inputAt(call);
    const { type, slope } = call.attributes;
    if (type === 'prelu') return tf.prelu(x, call.variable('alpha'));
    return type === 'leaky_relu' ? tf.leakyRelu(x, slope) : activate(type, x, kernels);
  },
};

/** The activations without attributes and variables. */
export function activate(type: ActivationType, x: tf.Tensor, kernels: Kernels): tf.Tensor {
  switch (type) {
    case 'relu':
      return kernels.relu(x);
    case 'relu6':
      return tf.relu6(x);
    case 'elu':
      return tf.elu(x);
    case 'sigmoid':
      return tf.sigmoid(x);
    case 'hard_sigmoid':
      return hardSigmoid(x);
    case 'tanh':
      return tf.tanh(x);
    case 'silu':
      return tf.mul(x, tf.sigmoid(x));
    case 'hard_swish':
      return tf.mul(x, hardSigmoid(x));
    case 'mish':
      return tf.mul(x, tf.tanh(tf.softplus(x)));
    case 'gelu':
      // x·Φ(x), the exact form.
      return tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1));
    case 'softmax':
      return tf.softmax(x);
    case 'leaky_relu':
      return tf.leakyRelu(x, 0.01);
    case 'prelu':
      return tf.leakyRelu(x, 0.25);
  }
}

/** relu6(x + 3) / 6, as in MobileNetV3, PyTorch and Keras 3. */
function hardSigmoid(x: tf.Tensor): tf.Tensor {
  return tf.div(tf.relu6(tf.add(x, 3)), 6);
}
