import * as tf from '@tensorflow/tfjs';
import { NO_VARIABLES, type OpImplementation } from './opImplementation.ts';

export const multiply: OpImplementation<'multiply'> = {
  variables: NO_VARIABLES,
  forward: (call) => call.inputs.reduce((product, input) => tf.mul(product, input)),
};
