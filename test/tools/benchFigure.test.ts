import { expect, it } from 'vitest';
import { type Figure, meetsGoal, ratioOf, spreadOf } from '../../.tools/bench/figure.ts';

it('two that were measured in turn are compared round by round', () => {
  // The machine was busy in the last two rounds, for both.
  const spread = spreadOf([10, 10, 10, 40, 80], [12, 12, 13, 48, 88]);
  expect(spread).toEqual({ p50: 1.2, p10: 1.1, p90: 1.3 });
  const figure: Figure = {
    name: 'steps',
    unit: 'examples/s',
    p50: 100,
    p95: null,
    goal: { on: 'ratio', atLeast: 1.15 },
    yardstick: { name: 'another', p50: 99, rounds: spread },
  };
  expect(ratioOf(figure)).toBe(1.2);
  expect(meetsGoal(figure)).toBe(true);
  expect(meetsGoal({ ...figure, yardstick: { name: 'another', p50: 99 } })).toBe(false);
});
