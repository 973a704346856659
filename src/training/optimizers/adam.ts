import * as tf from '@tensorflow/tfjs';
import type { OptimizerPlan } from '../../core/plan/trainingPlan.ts';
import type { Optimizer } from './optimizer.ts';
import { createSlot, type TrainedVariable } from './trainedVariable.ts';

type AdamPlan = Exclude<OptimizerPlan, { readonly type: 'sgd' }>;

/**
 * Adam (Kingma and Ba, 1412.6980, algorithm 1), the decay added to the gradient; or AdamW (Loshchilov and
 * Hutter, 1711.05101), where w shrinks by rate·λ·w beside it. The step counts from 1.
 */
export function createAdam(plan: AdamPlan, trained: readonly TrainedVariable[]): Optimizer {
  const { beta1, beta2, epsilon } = plan;
  const coupled = plan.type === 'adam';
  const pairs = trained.map((variable) => ({
    variable,
    first: createSlot(variable, 'first_moment'),
    second: createSlot(variable, 'second_moment'),
  }));
  const slots = pairs.flatMap(({ first, second }) => [first, second]);
  return {
    slots,
    apply({ learningRate, step }, gradients) {
      const count = tf.cast(step, 'float32');
      const firstShare = tf.sub(1, tf.pow(beta1, count));
      const secondShare = tf.sub(1, tf.pow(beta2, count));
      for (const { variable: trainedVariable, first, second } of pairs) {
        const { name, variable, decay } = trainedVariable;
        const gradient = gradients.get(name);
        if (gradient === undefined) continue;
        const full = coupled && decay !== 0 ? tf.add(gradient, tf.mul(variable, decay)) : gradient;
        first.variable.assign(tf.add(tf.mul(first.variable, beta1), tf.mul(full, 1 - beta1)));
        second.variable.assign(tf.add(tf.mul(second.variable, beta2), tf.mul(tf.square(full), 1 - beta2)));
        const size = tf.add(tf.sqrt(tf.div(second.variable, secondShare)), epsilon);
        const direction = tf.div(tf.div(first.variable, firstShare), size);
        const shrink = !coupled && decay !== 0 ? tf.add(direction, tf.mul(variable, decay)) : direction;
        variable.assign(tf.sub(variable, tf.mul(learningRate, shrink)));
      }
    },
    dispose() {
      for (const slot of slots) slot.variable.dispose();
    },
  };
}
