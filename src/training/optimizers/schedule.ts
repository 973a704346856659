import type { LearningRatePlan } from '../../core/plan/trainingPlan.ts';

/** What a schedule remembers of the run so far; it stands in every checkpoint. */
export interface ScheduleState {
  /** For `until_error`: the step with which the warm-up ended; null while it lasts. */
  readonly warmupEndedAt: number | null;
  /** Of the current epoch. */
  readonly epoch: { readonly number: number; readonly seen: number; readonly wrong: number };
  /** For `plateau`: the lowest test loss, the evaluations since, and the factor so far. */
  readonly plateau: { readonly best: number | null; readonly waited: number; readonly factor: number };
}

/** The rate of a step, counted from 1, of a run of `totalSteps`. */
export function learningRate(
  plan: LearningRatePlan,
  step: number,
  totalSteps: number,
  state: ScheduleState,
): number {
  const { warmup } = plan;
  if (warmup?.type === 'steps' && step <= warmup.steps) return warmup.rate;
  if (warmup?.type === 'until_error' && state.warmupEndedAt === null) return warmup.rate;
  return plan.initial * scheduledFactor(plan, step, totalSteps, state);
}

/**
 * A cosine is ½(1 + cos(π·t/T)) with t from 0 to T − 1 over the T steps after the warm-up (Loshchilov and
 * Hutter, 1608.03983, equation 5; He et al., 1812.01187, section 5.1), so no step has the rate 0.
 */
function scheduledFactor(
  { schedule, warmup }: LearningRatePlan,
  step: number,
  totalSteps: number,
  state: ScheduleState,
): number {
  switch (schedule.type) {
    case 'constant':
      return 1;
    case 'steps':
      return schedule.points.reduce(
        (factor, point) => (step >= point.at ? factor * point.factor : factor),
        1,
      );
    case 'cosine': {
      const warm = warmup?.type === 'steps' ? warmup.steps : (state.warmupEndedAt ?? 0);
      return 0.5 * (1 + Math.cos((Math.PI * (step - 1 - warm)) / (totalSteps - warm)));
    }
    case 'plateau':
      return state.plateau.factor;
  }
}

/** After a step: counts the training error of its epoch, which may end the warm-up. */
export function afterStep(
  plan: LearningRatePlan,
  state: ScheduleState,
  made: { readonly step: number; readonly epoch: number; readonly seen: number; readonly wrong: number },
): ScheduleState {
  const before = state.epoch.number === made.epoch ? state.epoch : { seen: 0, wrong: 0 };
  const epoch = { number: made.epoch, seen: before.seen + made.seen, wrong: before.wrong + made.wrong };
  const { warmup } = plan;
  const ends =
    warmup?.type === 'until_error' &&
    state.warmupEndedAt === null &&
    epoch.wrong / Math.max(1, epoch.seen) < warmup.error;
  return { ...state, epoch, warmupEndedAt: ends ? made.step : state.warmupEndedAt };
}

/** After an evaluation: a plateau counts those without a new lowest loss. */
export function afterEvaluation(
  plan: LearningRatePlan,
  state: ScheduleState,
  testLoss: number,
): ScheduleState {
  if (plan.schedule.type !== 'plateau') return state;
  const { best, waited, factor } = state.plateau;
  if (best === null || testLoss < best) return { ...state, plateau: { best: testLoss, waited: 0, factor } };
  if (waited + 1 < plan.schedule.patience) return { ...state, plateau: { best, waited: waited + 1, factor } };
  return { ...state, plateau: { best, waited: 0, factor: factor * plan.schedule.factor } };
}
