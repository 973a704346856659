import type { TrainingPlan } from '../../core/plan/trainingPlan.ts';
import type { PlanOverrides } from '../../protocol/runFolder.ts';
import { stepsPerEpoch } from '../data/batches.ts';
import { TrainingError } from '../trainingError.ts';

/** The spec's plan with what the command line says about it. `steps` and `epochs` replace one another. */
export function overridePlan(plan: TrainingPlan, overrides: PlanOverrides): TrainingPlan {
  const ends = overrides.steps !== null || overrides.epochs !== null;
  return {
    ...plan,
    batch: overrides.batch ?? plan.batch,
    seed: overrides.seed ?? plan.seed,
    steps: ends ? overrides.steps : plan.steps,
    epochs: ends ? overrides.epochs : plan.epochs,
  };
}

/** The step with which the run ends. */
export function totalSteps(plan: TrainingPlan, trainingExamples: number): number {
  if (plan.steps !== null) return plan.steps;
  if (plan.epochs !== null) return plan.epochs * stepsPerEpoch(trainingExamples, plan.batch);
  throw new TrainingError(
    'spec.no-training',
    1,
    'The spec does not say how long to train. Write `epochs: 20` or `steps: 64000` under `train`, or give --epochs or --steps.',
  );
}
