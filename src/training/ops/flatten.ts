import * as tf from '@tensorflow/tfjs';
import { elementsOf } from '../../core/model/shape.ts';
import { inputAt, NO_VARIABLES, type OpImplementation } from './opImplementation.ts';

export const flatten: OpImplementation<'flatten'> = {
  variables: NO_VARIABLES,
  forward(call) {
    const x = inputAt(call);
    return tf.reshape(x, [x.shape[0], elementsOf(call.outputShape)]);
  },
};
