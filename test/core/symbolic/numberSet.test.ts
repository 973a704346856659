import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMessage } from '../../../src/core/diagnostics/message.ts';
import { describeSet } from '../../../src/core/symbolic/describeSet.ts';
import { contains, type NumberSet, numberSet, unite } from '../../../src/core/symbolic/numberSet.ts';
import { addSizes, floorDivide, symbolSize, timesInteger } from '../../../src/core/symbolic/symbolicSize.ts';

const anySet: fc.Arbitrary<NumberSet> = fc
  .record({ start: fc.integer({ min: 1, max: 8 }), period: fc.integer({ min: 1, max: 6 }) })
  .chain(({ start, period }) =>
    fc
      .tuple(
        fc.subarray(Array.from({ length: start - 1 }, (_, i) => i + 1)),
        fc.subarray(Array.from({ length: period }, (_, i) => i)),
      )
      .map(([points, residues]) => numberSet(points, start, period, residues)),
  );

describe('a set of numbers', () => {
  it('joined with another has what either has', () => {
    fc.assert(
      fc.property(anySet, anySet, (a, b) => {
        const both = unite(a, b);
        for (let value = 1; value < 80; value++)
          expect(contains(both, value)).toBe(contains(a, value) || contains(b, value));
      }),
    );
  });

  it.each([
    [numberSet([5, 6, 7, 8], 9, 1, []), 'H must be 5 to 8'],
    [numberSet([5, 6], 7, 1, []), 'H must be 5 or 6'],
    [numberSet([1, 2, 3, 4], 5, 1, []), 'H must be at most 4'],
    [numberSet([1, 2], 3, 2, [1]), 'H must be odd, or 2'],
    [numberSet([2], 5, 2, [1]), 'H must be odd and at least 5, or 2'],
    [numberSet([1, 3, 6, 8, 10], 11, 1, []), null],
  ])('%j is told as %s', (set, expected) => {
    const said = describeSet('H', set);
    expect(said === null ? null : formatMessage(said)).toBe(expected);
  });
});

describe('a sum', () => {
  const half = (divisor: number) => floorDivide(symbolSize('H'), divisor);

  it('has its quotients in the order of their divisors', () => {
    expect(String([16, 2, 4].map(half).reduce(addSizes))).toBe('⌊H/2⌋ + ⌊H/4⌋ + ⌊H/16⌋');
  });

  it('begins with what is added', () => {
    expect(String(addSizes(16, timesInteger(symbolSize('C'), -1)))).toBe('16 − C');
    expect(String(addSizes(symbolSize('W'), timesInteger(symbolSize('C'), -1)))).toBe('W − C');
    expect(String(timesInteger(symbolSize('C'), -1))).toBe('−C');
  });
});
