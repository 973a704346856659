import * as tf from '@tensorflow/tfjs';
import type { NormAttributes } from '../../core/model/op.ts';
import { channelsOf } from '../../core/model/shape.ts';
import {
  type ForwardContext,
  inputAt,
  ONE,
  type OpCall,
  type OpImplementation,
  type VariableSpec,
  ZERO,
} from './opImplementation.ts';

export const norm: OpImplementation<'norm'> = {
  variables(attributes, inputShapes) {
    const shape = [channelsOf(inputShapes[0] ?? [])];
    const specs: VariableSpec[] = [];
    if (attributes.scale) {
      const initial = { type: 'constant', value: attributes.gammaInit } as const;
      specs.push({ name: 'gamma', shape, role: 'scale', initial });
    }
    if (attributes.center) specs.push({ name: 'beta', shape, role: 'bias', initial: ZERO });
    if (attributes.type === 'batch') {
      specs.push({ name: 'moving_mean', shape, role: 'statistic', initial: ZERO });
      specs.push({ name: 'moving_variance', shape, role: 'statistic', initial: ONE });
    }
    return specs;
  },

  forward(call, context) {
    const { attributes } = call;
    const channels = channelsOf(call.outputShape);
    const gamma = attributes.scale ? call.variable('gamma') : tf.ones([channels]);
    const beta = attributes.center ? call.variable('beta') : tf.zeros([channels]);
    if (attributes.type === 'batch') {
      return batchNorm(call, context, gamma as tf.Tensor1D, beta as tf.Tensor1D);
    }
    const normalized = groupNormalize(inputAt(call), attributes);
    return tf.add(tf.mul(normalized, gamma), beta);
  },
};

function batchNorm(
  call: OpCall<'norm'>,
  context: ForwardContext,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
): tf.Tensor {
  const { epsilon, momentum } = call.attributes;
  const input = inputAt(call);
  const x = asMap(input);
  const [movingMean, movingVariance] = [call.variable('moving_mean'), call.variable('moving_variance')];
  if (!context.training) {
    const [mean, variance] = [
      movingMean as tf.Tensor as tf.Tensor1D,
      movingVariance as tf.Tensor as tf.Tensor1D,
    ];
    return tf.reshape(tf.batchNorm(x, mean, variance, beta, gamma, epsilon), input.shape);
  }
  const { y, mean, variance } = context.kernels.batchNorm(x, gamma, beta, epsilon);
  context.onStatistics({ movingMean, movingVariance, mean, variance, momentum });
  return tf.reshape(y, input.shape);
}

/** A vector as a map of one pixel: the fused operation takes maps only. */
function asMap(x: tf.Tensor): tf.Tensor4D {
  return x.rank === 4 ? (x as tf.Tensor4D) : tf.reshape(x, [x.shape[0], 1, 1, x.shape[1] ?? 1]);
}

/**
 * Layer norm is over the channels of each pixel (as ConvNeXt has it), group norm over the pixels and the
 * channels of each group (Wu and He, 1803.08494). Both divide by the biased variance.
 */
function groupNormalize(x: tf.Tensor, attributes: NormAttributes): tf.Tensor {
  const channels = x.shape[x.rank - 1] ?? 1;
  const perPixel = attributes.type === 'layer';
  const groups = perPixel ? 1 : attributes.groups;
  const [batch] = x.shape;
  const pixels = x.size / (batch * channels);
  const grouped = tf.reshape(x, [batch, pixels, groups, channels / groups]);
  const { mean, variance } = tf.moments(grouped, perPixel ? [3] : [1, 3], true);
  const scaled = tf.mul(tf.sub(grouped, mean), tf.rsqrt(tf.add(variance, attributes.epsilon)));
  return tf.reshape(scaled, x.shape);
}
