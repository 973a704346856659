import { describe, expect, it } from 'vitest';
import { formatCount } from '../../../src/core/model/formatCount.ts';

describe('a number in a message', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [65_536, '65,536'],
    [-1, '−1'],
    [-65_536, '−65,536'],
    [0.25, '0.25'],
    [-0.25, '−0.25'],
    [1e-7, '1e-7'],
    [2 ** 53, '≈ 9.007e15'],
    [-(2 ** 53), '≈ −9.007e15'],
    [Number.POSITIVE_INFINITY, 'too large to count'],
  ])('%d is %s', (value, text) => {
    expect(formatCount(value)).toBe(text);
  });
});
