import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fontCoverage } from '../../src/pictures/fontCoverage.ts';

const font = readFileSync(new URL('../../media/fonts/DejaVuSans.ttf', import.meta.url));

it.each([
  ['A', true],
  ['é', true],
  ['×', true],
  ['⊕', true],
  ['γ', true],
  ['Ж', true],
  // DejaVu Sans covers no Chinese, Japanese or Korean (its own list of blocks says so).
  ['网', false],
  ['の', false],
  ['한', false],
])('the font that ships has %s: %s', (character, isThere) => {
  expect(fontCoverage(font)(character.codePointAt(0) ?? 0)).toBe(isThere);
});

it('a font without a map of Unicode has nothing', () => {
  expect(fontCoverage(new Uint8Array(12))(65)).toBe(false);
});
