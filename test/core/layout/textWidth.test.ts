import { describe, expect, it } from 'vitest';
import { elide, textWidth } from '../../../src/core/layout/textWidth.ts';

describe('text width', () => {
  it('is at least what Arial and DejaVu Sans take', () => {
    // Advance widths from the fonts' hmtx tables, in units of 2048: DejaVu Sans W 2025, m 1995, i 569; Arial @ 2079.
    expect(textWidth('W', 2048)).toBeGreaterThanOrEqual(2025);
    expect(textWidth('m', 2048)).toBeGreaterThanOrEqual(1994);
    expect(textWidth('i', 2048)).toBeGreaterThanOrEqual(568);
    expect(textWidth('@', 2048)).toBeGreaterThanOrEqual(2078);
  });

  it('takes a character outside ASCII for a whole em', () => {
    expect(textWidth('卷积', 12)).toBe(24);
  });

  it('sums and scales', () => {
    expect(textWidth('ab', 20)).toBeCloseTo(2 * (textWidth('a', 10) + textWidth('b', 10)));
  });
});

describe('eliding', () => {
  it('leaves what fits', () => {
    expect(elide('conv', 12, 100)).toBe('conv');
  });

  it('cuts so that the rest fits with its ellipsis', () => {
    const cut = elide('a_very_long_name_of_a_layer', 12, 80);
    expect(cut.endsWith('…')).toBe(true);
    expect(textWidth(cut, 12)).toBeLessThanOrEqual(80);
  });

  it('does not cut a character in two', () => {
    expect(elide('😀😀😀😀', 10, 25)).toBe('😀…');
  });
});
