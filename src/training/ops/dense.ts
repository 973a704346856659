import * as tf from '@tensorflow/tfjs';
import { channelsOf } from '../../core/model/shape.ts';
import { inputAt, type OpImplementation, type VariableSpec, ZERO } from './opImplementation.ts';

export const dense: OpImplementation<'dense'> = {
  variables({ units, bias, init }, inputShapes) {
    const inputs = channelsOf(inputShapes[0] ?? []);
    const specs: VariableSpec[] = [
      {
        name: 'kernel',
        shape: [inputs, units],
        role: 'kernel',
        initial: { type: 'random', init, fanIn: inputs, fanOut: units },
      },
    ];
    if (bias) specs.push({ name: 'bias', shape: [units], role: 'bias', initial: ZERO });
    return specs;
  },

  forward(call) {
    const y = tf.matMul(inputAt(call), call.variable('kernel'));
    return call.attributes.bias ? tf.add(y, call.variable('bias')) : y;
  },
};
