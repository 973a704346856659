import * as tf from '@tensorflow/tfjs';
import type { ConvAttributes } from '../../core/model/op.ts';
import { ONE, type OpCall, type VariableSpec } from './opImplementation.ts';
import { diracChannel, SMALLEST_SQUARE, STANDARDIZED_EPSILON } from './parametrizedKernel.ts';

/** What the parametrization learns beside the weights: α at 1 and β at 0.1 (1706.00388, §3.1). */
export function parametrizationVariables({ parametrization, filters }: ConvAttributes): VariableSpec[] {
  if (parametrization !== 'dirac') return [];
  const beta = { type: 'constant', value: 0.1 } as const;
  return [
    { name: 'alpha', shape: [filters], role: 'scale', initial: ONE },
    { name: 'beta', shape: [filters], role: 'scale', initial: beta },
  ];
}

/** The kernel that the convolution uses, height × width × channels × filters. */
export function kernelOf(call: OpCall<'conv'>): tf.Tensor {
  const weights = call.variable('kernel') as tf.Tensor as tf.Tensor4D;
  switch (call.attributes.parametrization) {
    case 'none':
      return weights;
    case 'dirac': {
      const norm = tf.sqrt(tf.add(tf.sum(tf.square(weights), [0, 1, 2], true), SMALLEST_SQUARE));
      const scaled = tf.mul(tf.div(weights, norm), call.variable('beta'));
      return tf.add(
        tf.mul(diracDelta(weights.shape, call.attributes.groups), call.variable('alpha')),
        scaled,
      );
    }
    case 'standardized': {
      const { mean, variance } = tf.moments(weights, [0, 1, 2], true);
      return tf.mul(tf.sub(weights, mean), tf.rsqrt(tf.add(variance, STANDARDIZED_EPSILON)));
    }
  }
}

/** The kernel that gives its input back: filter i of a group is one at the middle of channel i, as far as both go. */
function diracDelta([height, width, channels, filters]: tf.Tensor4D['shape'], groups: number): tf.Tensor {
  const delta = tf.buffer([height, width, channels, filters], 'float32');
  const middle = [Math.floor((height - 1) / 2), Math.floor((width - 1) / 2)] as const;
  for (let filter = 0; filter < filters; filter++) {
    const channel = diracChannel(filter, filters, groups, channels);
    if (channel !== null) delta.set(1, ...middle, channel, filter);
  }
  return delta.toTensor();
}
