import * as tf from '@tensorflow/tfjs';
import type { OptimizerPlan } from '../../core/plan/trainingPlan.ts';
import type { Optimizer } from './optimizer.ts';
import { createSlot, type TrainedVariable } from './trainedVariable.ts';

type SgdPlan = Extract<OptimizerPlan, { readonly type: 'sgd' }>;

/**
 * v ← m·v + (g + λ·w), w ← w − rate·v; with Nesterov w ← w − rate·(g + λ·w + m·v). The rate stands outside of
 * the velocity, as in PyTorch and Keras 1's formula rewritten (a change of rate acts at once).
 */
export function createSgd(plan: SgdPlan, trained: readonly TrainedVariable[]): Optimizer {
  const slots = plan.momentum === 0 ? [] : trained.map((variable) => createSlot(variable, 'velocity'));
  return {
    slots,
    apply({ learningRate }, gradients) {
      trained.forEach(({ name, variable, decay }, i) => {
        const gradient = gradients.get(name);
        if (gradient === undefined) return;
        const full = decay === 0 ? gradient : tf.add(gradient, tf.mul(variable, decay));
        const velocity = slots[i]?.variable;
        variable.assign(tf.sub(variable, tf.mul(learningRate, direction(plan, full, velocity))));
      });
    },
    dispose() {
      for (const slot of slots) slot.variable.dispose();
    },
  };
}

function direction(plan: SgdPlan, gradient: tf.Tensor, velocity: tf.Variable | undefined): tf.Tensor {
  if (velocity === undefined) return gradient;
  velocity.assign(tf.add(tf.mul(velocity, plan.momentum), gradient));
  return plan.nesterov ? tf.add(gradient, tf.mul(velocity, plan.momentum)) : velocity;
}
