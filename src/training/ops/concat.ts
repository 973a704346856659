import * as tf from '@tensorflow/tfjs';
import { NO_VARIABLES, type OpImplementation } from './opImplementation.ts';

export const concat: OpImplementation<'concat'> = {
  variables: NO_VARIABLES,
  forward: (call) => tf.concat([...call.inputs], -1),
};
