import { expect, it } from 'vitest';
import { over, parseColor, toHex } from '../../../webview/specText/color.ts';

it.each([
  ['rgb(31, 31, 31)', '#1f1f1f'],
  ['rgba(0, 120, 212, 0.5)', '#0078d480'],
  ['rgba(0, 0, 0, 0)', '#00000000'],
  ['color(srgb 1 0.5 0)', '#ff8000'],
  ['color(srgb 1 0.5 0 / 0.2)', '#ff800033'],
  ['color(srgb 1 1e-7 0)', '#ff0000'],
])('writes %s as %s', (computed, hex) => {
  const color = parseColor(computed);
  expect(color === null ? null : toHex(color)).toBe(hex);
});

it('knows no other form', () => {
  expect(['', 'oklch(0.5 0.1 200)', 'rgb()'].map(parseColor)).toEqual([null, null, null]);
});

it('lays a colour over another', () => {
  const white = { red: 255, green: 255, blue: 255, alpha: 1 };
  // Half black over white is the middle grey: 255 · 0.5 = 127.5.
  expect(toHex(over({ red: 0, green: 0, blue: 0, alpha: 0.5 }, white))).toBe('#808080');
  expect(over({ ...white, alpha: 0.3 }, white)).toEqual(white);
});
