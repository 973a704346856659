import type { Scalar, Tensor } from '@tensorflow/tfjs';
import type { OptimizerPlan } from '../../core/plan/trainingPlan.ts';
import type { NetworkVariable } from '../network/network.ts';
import { createAdam } from './adam.ts';
import { createSgd } from './sgd.ts';
import type { TrainedVariable } from './trainedVariable.ts';

/** Changes the variables by their gradients. All its memory is in `slots`. */
export interface Optimizer {
  /** Named after the variable and the slot: `conv1/kernel/velocity`. */
  readonly slots: readonly NetworkVariable[];
  /** One update. Gradients are those of the loss alone: the decay is added here. Runs inside `tf.tidy`. */
  apply(update: { readonly learningRate: Scalar; readonly step: Scalar }, gradients: TrainedGradients): void;
  dispose(): void;
}

/** By the variable's name. */
export type TrainedGradients = ReadonlyMap<string, Tensor>;

export function createOptimizer(plan: OptimizerPlan, trained: readonly TrainedVariable[]): Optimizer {
  return plan.type === 'sgd' ? createSgd(plan, trained) : createAdam(plan, trained);
}
