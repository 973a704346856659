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

  it('falls along half a cosine: ½(1 + cos(π·t/T)) for t = 0 … T − 1, so the last step still learns', () => {
    const plan: LearningRatePlan = { initial: 0.4, schedule: { type: 'cosine' }, warmup: null };
    // Loshchilov and Hutter, 1608.03983, equation 5, with the cosines of 0°, 60°, 90°, 120° and 150°.
    const cosines = [1, 0.5, 0, -0.5, -Math.sqrt(3) / 2];
    rates(plan, [1, 3, 4, 5, 6], 6).forEach((rate, i) => {
      expect(rate).toBeCloseTo(0.2 * (1 + (cosines[i] ?? Number.NaN)), 12);
    });
    expect(rates(plan, [1], 1)).toEqual([0.4]);
  });

  it.each([
    ['of a number of steps', { type: 'steps', steps: 4, rate: 0.01 }, null],
    ['that ended by its error', { type: 'until_error', error: 0.8, rate: 0.01 }, 4],
  ] as const)('counts the cosine from the end of a warm-up %s', (_, warmup, warmupEndedAt) => {
    const plan: LearningRatePlan = { initial: 0.4, schedule: { type: 'cosine' }, warmup };
    const at = (step: number): number => learningRate(plan, step, 10, { ...start, warmupEndedAt });
    // He et al., 1812.01187, section 5.1: T leaves the warm-up out, so step 5 has the whole rate and 8 half.
    expect(at(5)).toBeCloseTo(0.4, 12);
    expect(at(8)).toBeCloseTo(0.2, 12);
    expect(at(10)).toBeCloseTo(0.2 * (1 - Math.sqrt(3) / 2), 12);
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
