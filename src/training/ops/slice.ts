import * as tf from '@tensorflow/tfjs';
import { inputAt, NO_VARIABLES, type OpImplementation } from './opImplementation.ts';

export const slice: OpImplementation<'slice'> = {
  variables: NO_VARIABLES,
  forward(call) {
    const x = inputAt(call);
    const [first, last] = call.attributes.channels;
    const begin = [...x.shape.slice(1).map(() => 0), first - 1];
    return tf.slice(x, begin, [...x.shape.slice(0, -1), last - first + 1]);
  },
};
