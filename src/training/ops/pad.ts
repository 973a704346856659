import * as tf from '@tensorflow/tfjs';
import { inputAt, NO_VARIABLES, type OpImplementation } from './opImplementation.ts';

export const pad: OpImplementation<'pad'> = {
  variables: NO_VARIABLES,
  forward(call) {
    const { size, channels } = call.attributes;
    const paddings: [number, number][] = [
      [0, 0],
      [size[0], size[1]],
      [size[2], size[3]],
      [channels[0], channels[1]],
    ];
    return tf.pad(inputAt(call), paddings);
  },
};
