import { describe, expect, it } from 'vitest';
import { formatBytes } from '../../../src/core/model/formatBytes.ts';
import { formatCount } from '../../../src/core/model/formatCount.ts';
import { countOf, formatShare, formatWhole } from '../../../src/core/report/quantities.ts';

describe('quantities', () => {
  it('writes bytes in decimal units', () => {
    expect([0, 999, 1000, 2_129_960, 119_279_616, 3e12, 5.5e17, 1.5e21].map(formatBytes)).toEqual([
      '0 bytes',
      '999 bytes',
      '1.0 KB',
      '2.1 MB',
      '119 MB',
      '3.0 TB',
      '550 PB',
      '≈ 1.500e21 bytes',
    ]);
  });

  it('does not write a count as if it were exact where it cannot be', () => {
    // 2^53 − 1 is the largest whole number that a double tells from its neighbours.
    expect([1_727_962, 2 ** 53 - 1, 2 ** 53, 1.23456e20, 3e21, Infinity].map(formatCount)).toEqual([
      '1,727,962',
      '9,007,199,254,740,991',
      '≈ 9.007e15',
      '≈ 1.235e20',
      '≈ 3.000e21',
      'too large to count',
    ]);
  });

  it('writes shares and counts', () => {
    expect(formatShare(0.9736)).toBe('97.4 %');
    expect([countOf(1, 'error'), countOf(2, 'error'), countOf(0, 'entry', 'entries')]).toEqual([
      '1 error',
      '2 errors',
      '0 entries',
    ]);
  });
});

it('writes whole numbers of any size', () => {
  expect(formatWhole(18_014n)).toBe('18,014');
  // 2⁵⁴ = 18,014,398,509,481,984.
  expect(formatWhole(2n ** 54n)).toBe('1.80·10¹⁶');
  expect(formatWhole(10n ** 15n - 1n)).toBe('999,999,999,999,999');
});
