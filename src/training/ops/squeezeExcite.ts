import * as tf from '@tensorflow/tfjs';
import type { Init } from '../../core/model/op.ts';
import { channelsOf } from '../../core/model/shape.ts';
import { activate } from './activation.ts';
import { inputAt, type OpImplementation, type VariableSpec, ZERO } from './opImplementation.ts';

const HE: Init = { type: 'he_normal', gain: 1 };

/** x · gate(W₂ · activation(W₁ · mean(x))), both layers biased (Hu et al., 1709.01507). */
export const squeezeExcite: OpImplementation<'squeeze_excite'> = {
  variables({ reduction }, inputShapes) {
    const channels = channelsOf(inputShapes[0] ?? []);
    const inner = Math.max(1, Math.floor(channels / reduction));
    return [...layer('reduce', channels, inner), ...layer('expand', inner, channels)];
  },

  forward(call, { kernels }) {
    const x = inputAt(call) as tf.Tensor4D;
    const { activation, gate } = call.attributes;
    const dense = (name: string, input: tf.Tensor): tf.Tensor =>
      tf.add(tf.matMul(input, call.variable(`${name}_kernel`)), call.variable(`${name}_bias`));
    const reduced = activate(activation, dense('reduce', tf.mean(x, [1, 2])), kernels);
    const factors = activate(gate, dense('expand', reduced), kernels);
    return tf.mul(x, tf.reshape(factors, [x.shape[0], 1, 1, x.shape[3]]));
  },
};

function layer(name: string, inputs: number, units: number): VariableSpec[] {
  const initial = { type: 'random', init: HE, fanIn: inputs, fanOut: units } as const;
  return [
    { name: `${name}_kernel`, shape: [inputs, units], role: 'kernel', initial },
    { name: `${name}_bias`, shape: [units], role: 'bias', initial: ZERO },
  ];
}
