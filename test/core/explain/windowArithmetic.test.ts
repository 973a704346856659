import { describe, expect, it } from 'vitest';
import { windowArithmetic } from '../../../src/core/explain/windowArithmetic.ts';
import type { SlidingWindow } from '../../../src/core/ops/window.ts';

function window(
  kernel: number,
  stride: number,
  padding: SlidingWindow['padding'],
  dilation = 1,
): SlidingWindow {
  return { kernel: [kernel, kernel], stride: [stride, stride], padding, dilation: [dilation, dilation] };
}

/** Puts the written formula through JavaScript's own arithmetic. */
function evaluate(formula: string): number {
  const [, left = ''] = /^(.*) = \d+$/.exec(formula) ?? [];
  const code = left
    .replace(/⌊(.*)⌋/, 'Math.floor($1)')
    .replace(/⌈(.*)⌉/, 'Math.ceil($1)')
    .replaceAll('−', '-')
    .replaceAll('·', '*');
  const parts = /^Math\.(floor|ceil)\((.*)\) \+ 1$/.exec(code);
  const body = parts?.[2] ?? '';
  const slash = body.lastIndexOf('/');
  const sum = body
    .slice(1, slash - 1)
    .replace(/(\d+)\*\((\d+) - 1\)/, (_, d: string, k: string) => String(Number(d) * (Number(k) - 1)))
    .replace(/(\d+)\*(\d+)/g, (_, a: string, b: string) => String(Number(a) * Number(b)))
    .split(/\s+(?=[+-])/)
    .reduce((total, term) => total + Number(term.replaceAll(' ', '')), 0);
  const quotient = sum / Number(body.slice(slash + 1));
  return (parts?.[1] === 'ceil' ? Math.ceil(quotient) : Math.floor(quotient)) + 1;
}

describe('the arithmetic of a window', () => {
  it.each<[string, SlidingWindow, number, string]>([
    // The example of the language page.
    ['a 3×3 that keeps the size', window(3, 1, 'same'), 32, '⌊(32 + 2·1 − 3)/1⌋ + 1 = 32'],
    // The facts page: `same` with kernel 3, stride 2 on an even input pads 0 before and 1 after; 7 on 224 pads 2 and 3.
    ['a strided 3×3', window(3, 2, 'same'), 32, '⌊(32 + 0 + 1 − 3)/2⌋ + 1 = 16'],
    ['the stem of ResNet-50', window(7, 2, 'same'), 224, '⌊(224 + 2 + 3 − 7)/2⌋ + 1 = 112'],
    // PyTorch pads 3 and 3 there.
    ['the stem as PyTorch pads it', window(7, 2, 'half'), 224, '⌊(224 + 2·3 − 7)/2⌋ + 1 = 112'],
    ['no padding', window(5, 1, 'valid'), 28, '⌊(28 − 5)/1⌋ + 1 = 24'],
    ['a dilated kernel', window(3, 1, 'half', 2), 32, '⌊(32 + 2·2 − 2·(3 − 1) − 1)/1⌋ + 1 = 32'],
  ])('%s', (_name, each, size, expected) => {
    expect(windowArithmetic(each, 0, size)).toBe(expected);
  });

  it('rounds as it says', () => {
    expect(windowArithmetic(window(3, 2, 'valid'), 0, 112, 'ceil')).toBe('⌈(112 − 3)/2⌉ + 1 = 56');
    expect(windowArithmetic(window(3, 2, 'valid'), 0, 112, 'floor')).toBe('⌊(112 − 3)/2⌋ + 1 = 55');
  });

  it('comes out as written, for every small window', () => {
    for (const padding of ['same', 'valid', 'half'] as const) {
      for (let kernel = 1; kernel <= 5; kernel++) {
        for (let stride = 1; stride <= 3; stride++) {
          for (let dilation = 1; dilation <= 2; dilation++) {
            for (let size = 9; size <= 20; size++) {
              const formula = windowArithmetic(window(kernel, stride, padding, dilation), 0, size);
              expect(formula.endsWith(` = ${evaluate(formula)}`), formula).toBe(true);
            }
          }
        }
      }
    }
  });
});
