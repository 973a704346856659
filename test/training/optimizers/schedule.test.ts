import { describe, expect, it } from 'vitest';
import type { LearningRatePlan } from '../../../src/core/plan/trainingPlan.ts';
import {
  afterEvaluation,
  afterStep,
  learningRate,
  type ScheduleState,
} from '../../../src/training/optimizers/schedule.ts';

const start: ScheduleState = {
  warmupEndedAt: null,
  epoch: { number: 0, seen: 0, wrong: 0 },
  plateau: { best: null, waited: 0, factor: 1 },
};
const rates = (plan: LearningRatePlan, steps: readonly number[], total = 64_000): number[] =>
  steps.map((step) => learningRate(plan, step, total, start));

describe('the learning rate', () => {
  it("is the paper's: 0.1, divided by 10 at 32k and 48k steps", () => {
    const points = [
      { at: 32_000, factor: 0.1 },
      { at: 48_000, factor: 0.1 },
    ];
    const plan: LearningRatePlan = { initial: 0.1, schedule: { type: 'steps', points }, warmup: null };
    const found = rates(plan, [1, 31_999, 32_000, 47_999, 48_000, 64_000]);
    [0.1, 0.1, 0.01, 0.01, 0.001, 0.001].forEach((rate, i) => {
      expect(found[i]).toBeCloseTo(rate, 10);
    });
  });

  it('falls along half a cosine to 0 at the last step', () => {
    const plan: LearningRatePlan = { initial: 0.4, schedule: { type: 'cosine' }, warmup: null };
    const found = rates(plan, [1, 51, 101], 101);
    expect(found[0]).toBe(0.4);
    expect(found[1]).toBeCloseTo(0.2, 10);
    expect(found[2]).toBeCloseTo(0, 10);
    expect(rates(plan, [1], 1)).toEqual([0.4]);
  });

  it('warms up for a number of steps', () => {
    const warmup = { type: 'steps', steps: 400, rate: 0.01 } as const;
    expect(rates({ initial: 0.1, schedule: { type: 'constant' }, warmup }, [1, 400, 401])).toEqual([
      0.01, 0.01, 0.1,
    ]);
  });

  it('warms up the 110-layer net until the training error of the epoch so far is below 80 %', () => {
    const warmup = { type: 'until_error', error: 0.8, rate: 0.01 } as const;
    const plan: LearningRatePlan = { initial: 0.1, schedule: { type: 'constant' }, warmup };
    let state = afterStep(plan, start, { step: 1, epoch: 1, seen: 100, wrong: 90 });
    expect(learningRate(plan, 2, 100, state)).toBe(0.01);
    // 90 + 72 of 200 wrong: 81 %.
    state = afterStep(plan, state, { step: 2, epoch: 1, seen: 100, wrong: 72 });
    expect(learningRate(plan, 3, 100, state)).toBe(0.01);
    // A new epoch counts anew: 79 of 100.
    state = afterStep(plan, state, { step: 3, epoch: 2, seen: 100, wrong: 79 });
    expect([state.warmupEndedAt, learningRate(plan, 4, 100, state)]).toEqual([3, 0.1]);
    state = afterStep(plan, state, { step: 4, epoch: 2, seen: 100, wrong: 100 });
    expect(learningRate(plan, 5, 100, state)).toBe(0.1);
  });

  it('falls on a plateau after `patience` evaluations without a new lowest loss, again and again', () => {
    const schedule = { type: 'plateau', factor: 0.5, patience: 2 } as const;
    const plan: LearningRatePlan = { initial: 1, schedule, warmup: null };
    let state = start;
    const factors = [3, 2, 2.5, 2.5, 1.9, 2, 2, 2, 2].map((loss) => {
      state = afterEvaluation(plan, state, loss);
      return learningRate(plan, 10, 100, state);
    });
    expect(factors).toEqual([1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.125]);
  });
});
