import * as tf from '@tensorflow/tfjs';
import type { NetworkVariable } from '../network/network.ts';

export interface TrainedVariable {
  readonly name: string;
  readonly variable: tf.Variable;
  /** λ in `gradient + λ·w`; 0 where the variable is not decayed. */
  readonly decay: number;
}

/** Kernels are decayed, γ, β and biases only with `decayNorm`; moving statistics are not trained at all. */
export function trainedVariables(
  variables: readonly NetworkVariable[],
  weightDecay: number,
  decayNorm: boolean,
): TrainedVariable[] {
  return variables
    .filter(({ spec }) => spec.role !== 'statistic')
    .map(({ name, spec, variable }) => ({
      name,
      variable,
      decay: decayNorm || spec.role === 'kernel' ? weightDecay : 0,
    }));
}

/** A variable of zeros for an optimizer's memory. */
export function createSlot(of: TrainedVariable, name: string): NetworkVariable {
  const zeros = tf.zeros(of.variable.shape);
  const variable = tf.variable(zeros, false);
  zeros.dispose();
  const initial = { type: 'constant', value: 0 } as const;
  return {
    name: `${of.name}/${name}`,
    spec: { name, shape: of.variable.shape, role: 'statistic', initial },
    variable,
  };
}
