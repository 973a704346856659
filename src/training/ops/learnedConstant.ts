import * as tf from '@tensorflow/tfjs';
import { channelsOf } from '../../core/model/shape.ts';
import { inputAt, type OpImplementation } from './opImplementation.ts';

/** A learned factor, one a channel or one in all. */
export const scale: OpImplementation<'scale'> = {
  variables: ({ per, init }, inputShapes) => [
    {
      name: 'scale',
      shape: per === 'scalar' ? [] : [channelsOf(inputShapes[0] ?? [])],
      role: 'scale',
      initial: { type: 'constant', value: init },
    },
  ],
  forward: (call) => tf.mul(inputAt(call), call.variable('scale')),
};

/** A learned summand, one a channel or one in all. */
export const bias: OpImplementation<'bias'> = {
  variables: ({ per, init }, inputShapes) => [
    {
      name: 'bias',
      shape: per === 'scalar' ? [] : [channelsOf(inputShapes[0] ?? [])],
      role: 'bias',
      initial: { type: 'constant', value: init },
    },
  ],
  forward: (call) => tf.add(inputAt(call), call.variable('bias')),
};
