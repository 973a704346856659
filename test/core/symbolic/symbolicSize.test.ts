import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatMessage } from '../../../src/core/diagnostics/message.ts';
import { describeSet } from '../../../src/core/symbolic/describeSet.ts';
import { evaluateSize } from '../../../src/core/symbolic/evaluateSize.ts';
import {
  contains,
  firstFrom,
  firstOutside,
  intersect,
  isSubset,
  type NumberSet,
  numberSet,
} from '../../../src/core/symbolic/numberSet.ts';
import { type Restriction, solveRestriction } from '../../../src/core/symbolic/solveRestriction.ts';
import {
  addSizes,
  ceilDivide,
  floorDivide,
  multiplySizes,
  type Size,
  symbolSize,
  timesInteger,
} from '../../../src/core/symbolic/symbolicSize.ts';

const H = symbolSize('H');

/** ⌊(n + pads − (k − 1) − 1)/stride⌋ + 1, as the language page has it. */
function slide(size: Size, kernel: number, stride: number, pads: number): Size {
  return addSizes(floorDivide(addSizes(size, pads - kernel), stride), 1);
}

describe('a size reads as a paper writes it', () => {
  test.each<[string, Size]>([
    ['H', H],
    ['⌈H/2⌉', slide(H, 3, 2, 2)],
    ['⌈H/2⌉', slide(H, 7, 2, 6)],
    ['⌈H/4⌉', ceilDivide(slide(H, 7, 2, 6), 2)],
    ['⌊H/2⌋', slide(H, 2, 2, 0)],
    ['⌊(H + 1)/3⌋', slide(H, 2, 3, 0)],
    ['H − 4', slide(slide(H, 3, 1, 0), 3, 1, 0)],
    ['⌈H/2⌉ − 3', slide(H, 7, 2, 0)],
    ['2·⌊H/2⌋', timesInteger(floorDivide(H, 2), 2)],
    ['⌊H/2⌋', floorDivide(timesInteger(floorDivide(H, 2), 2), 2)],
    ['H·W', multiplySizes(symbolSize('W'), H)],
    ['49·⌈H/32⌉', timesInteger(ceilDivide(H, 32), 49)],
  ])('%s', (text, size) => {
    expect(String(size)).toBe(text);
  });
});

/** Random windows, poolings, enlargements and borders: what layers do to a size. */
const step = fc.oneof(
  fc.record({ type: fc.constant('floor' as const), by: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ type: fc.constant('times' as const), by: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ type: fc.constant('add' as const), by: fc.integer({ min: -9, max: 9 }) }),
);
type Step = { type: 'floor' | 'times' | 'add'; by: number };

function apply(size: Size, { type, by }: Step): Size {
  if (type === 'floor') return floorDivide(size, by);
  return type === 'times' ? timesInteger(size, by) : addSizes(size, by);
}

function compute(value: number, { type, by }: Step): number {
  if (type === 'floor') return Math.floor(value / by);
  return type === 'times' ? value * by : value + by;
}

const chain = fc.array(step, { maxLength: 4 });

test('a size is for every number what the steps give that made it', () => {
  fc.assert(
    fc.property(chain, fc.integer({ min: 1, max: 5000 }), (steps, value) => {
      const size = steps.reduce<Size>(apply, H);
      expect(evaluateSize(size, new Map([['H', value]]))).toBe(steps.reduce(compute, value));
    }),
    { numRuns: 2000 },
  );
});

function check(restriction: Restriction, holds: (value: number) => boolean): void {
  const solution = solveRestriction(restriction);
  expect(['always', 'never', 'values']).toContain(solution.type);
  const numbers = Array.from({ length: 512 }, (_, i) => i + 1);
  const said = numbers.filter((value) =>
    solution.type === 'values' ? contains(solution.set, value) : solution.type === 'always',
  );
  expect(said).toEqual(numbers.filter(holds));
  // What is said to hold somewhere beyond 512 does.
  if (solution.type === 'values' && said.length === 0) {
    expect(holds(firstFrom(solution.set, 513) ?? 0)).toBe(true);
  }
}

describe('the verdict is that of trying every number from 1 to 512', () => {
  test('on whether two sizes are equal', () => {
    fc.assert(
      fc.property(chain, chain, (a, b) => {
        const [left, right] = [a.reduce<Size>(apply, H), b.reduce<Size>(apply, H)];
        check(
          { type: 'equal', left, right },
          (value) => a.reduce(compute, value) === b.reduce(compute, value),
        );
      }),
      { numRuns: 150 },
    );
  });

  test('on whether two sizes are equal that differ in how they were rounded', () => {
    const rounding = fc.array(fc.tuple(fc.integer({ min: 2, max: 3 }), fc.boolean(), fc.boolean()), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(rounding, (stages) => {
        const divide = (side: 1 | 2) =>
          stages.reduce<Size>((size, stage) => (stage[side] ? ceilDivide : floorDivide)(size, stage[0]), H);
        const number = (side: 1 | 2, value: number) =>
          stages.reduce((n, stage) => (stage[side] ? Math.ceil : Math.floor)(n / stage[0]), value);
        check(
          { type: 'equal', left: divide(1), right: divide(2) },
          (value) => number(1, value) === number(2, value),
        );
      }),
      { numRuns: 100 },
    );
  });

  test('on whether a pixel is left', () => {
    fc.assert(
      fc.property(chain, fc.integer({ min: 1, max: 9 }), (steps, minimum) => {
        const size = steps.reduce<Size>(apply, H);
        check({ type: 'atLeast', size, minimum }, (value) => steps.reduce(compute, value) >= minimum);
      }),
      { numRuns: 100 },
    );
  });

  test('on whether groups divide the channels', () => {
    fc.assert(
      fc.property(chain, fc.integer({ min: 1, max: 12 }), (steps, divisor) => {
        const size = steps.reduce<Size>(apply, H);
        check({ type: 'divisible', size, divisor }, (value) => steps.reduce(compute, value) % divisor === 0);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a condition is said in words', () => {
  const down = (size: Size, times: number): Size =>
    times === 0 ? size : down(ceilDivide(size, 2), times - 1);
  const words = (restriction: Restriction): string | null => {
    const solution = solveRestriction(restriction);
    if (solution.type !== 'values') return solution.type;
    const text = describeSet(solution.symbol, solution.set);
    return text === null ? null : formatMessage(text);
  };

  test.each<[string | null, Size, Size]>([
    ['H must be a multiple of 32', timesInteger(down(H, 5), 32), H],
    ['H must be even', ceilDivide(H, 2), floorDivide(H, 2)],
    ['H must be odd', addSizes(timesInteger(floorDivide(H, 2), 2), 1), H],
    ['H must be 1 more than a multiple of 4', addSizes(timesInteger(floorDivide(H, 4), 4), 1), H],
    ['H must be 224', H, 224],
    ['H must be 63 or 64', ceilDivide(H, 2), 32],
    ['H divided by 3 must leave 0 or 1', floorDivide(H, 3), floorDivide(addSizes(H, 1), 3)],
    ['never', H, addSizes(H, 1)],
    ['always', ceilDivide(ceilDivide(H, 2), 2), ceilDivide(H, 4)],
    [null, ceilDivide(H, 16), timesInteger(down(H, 5), 2)],
  ])('%s', (text, left, right) => {
    expect(words({ type: 'equal', left, right })).toBe(text);
  });

  test('of a least size', () => {
    const size = slide(slide(H, 7, 2, 0), 3, 2, 0);
    // ⌊((⌊(H − 7)/2⌋ + 1) − 3)/2⌋ + 1 ≥ 1 where ⌊(H − 7)/2⌋ + 1 ≥ 3, so where H ≥ 11.
    expect(words({ type: 'atLeast', size, minimum: 1 })).toBe('H must be at least 11');
  });
});

describe('several symbols', () => {
  const W = symbolSize('W');
  test.each<[string, Size, Size]>([
    ['several', H, W],
    ['several', ceilDivide(H, 2), ceilDivide(W, 3)],
    ['never', timesInteger(H, 2), addSizes(timesInteger(W, 2), 1)],
    ['several', timesInteger(H, 2), addSizes(timesInteger(W, 3), 1)],
    ['never', timesInteger(ceilDivide(H, 2), 4), addSizes(timesInteger(W, 2), 1)],
    ['unknown', multiplySizes(H, W), 49],
    ['never', addSizes(H, W), 1],
    ['several', addSizes(H, W), 5],
  ])('%s', (type, left, right) => {
    expect(solveRestriction({ type: 'equal', left, right }).type).toBe(type);
  });
});

describe('several symbols are asked for what always holds', () => {
  const W = symbolSize('W');
  test.each<[string, Restriction]>([
    ['always', { type: 'divisible', size: addSizes(H, W), divisor: 1 }],
    ['several', { type: 'divisible', size: addSizes(H, W), divisor: 2 }],
    ['always', { type: 'divisible', size: timesInteger(addSizes(H, W), 4), divisor: 2 }],
    ['never', { type: 'divisible', size: addSizes(timesInteger(addSizes(H, W), 4), 1), divisor: 2 }],
    ['always', { type: 'atLeast', size: addSizes(H, W), minimum: 2 }],
    ['several', { type: 'atLeast', size: addSizes(H, W), minimum: 3 }],
    ['always', { type: 'atLeast', size: timesInteger(multiplySizes(H, H), 3), minimum: 3 }],
    // 9 for H = W = 1, but 0 for H = 4.
    ['several', { type: 'atLeast', size: multiplySizes(addSizes(H, -4), addSizes(W, -4)), minimum: 1 }],
  ])('%s', (type, restriction) => {
    expect(solveRestriction(restriction).type).toBe(type);
  });
});

describe('sets of numbers', () => {
  const some = fc.record({
    points: fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 6 }),
    period: fc.integer({ min: 1, max: 12 }),
    residues: fc.array(fc.nat({ max: 11 }), { maxLength: 8 }),
  });
  const setOf = ({
    points,
    period,
    residues,
  }: {
    points: number[];
    period: number;
    residues: number[];
  }): NumberSet =>
    numberSet(
      points,
      31,
      period,
      [...new Set(residues.map((residue) => residue % period))].sort((a, b) => a - b),
    );
  const numbers = Array.from({ length: 31 + 2 * 132 }, (_, i) => i + 1);

  test('meet, include each other and begin as their members do', () => {
    fc.assert(
      fc.property(some, some, fc.integer({ min: 1, max: 200 }), (first, second, from) => {
        const [a, b] = [setOf(first), setOf(second)];
        const [inA, inB] = [numbers.filter((n) => contains(a, n)), numbers.filter((n) => contains(b, n))];
        const both = intersect(a, b);
        expect(numbers.filter((n) => contains(both, n))).toEqual(inA.filter((n) => inB.includes(n)));
        expect(isSubset(a, b)).toBe(inA.every((n) => inB.includes(n)));
        expect(firstFrom(a, from)).toBe(inA.find((n) => n >= from) ?? null);
        expect(firstOutside(a, b, 1)).toBe(inA.find((n) => !inB.includes(n)) ?? null);
      }),
      { numRuns: 500 },
    );
  });
});
