import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Padding } from '../../../src/core/model/op.ts';
import { type SlidingWindow, windowOutput, windowPads } from '../../../src/core/ops/window.ts';
import { evaluateSize } from '../../../src/core/symbolic/evaluateSize.ts';
import { symbolSize } from '../../../src/core/symbolic/symbolicSize.ts';

const sizes = {
  size: fc.integer({ min: 1, max: 40 }),
  kernel: fc.integer({ min: 1, max: 7 }),
  stride: fc.integer({ min: 1, max: 4 }),
  dilation: fc.integer({ min: 1, max: 3 }),
  before: fc.integer({ min: 0, max: 4 }),
  after: fc.integer({ min: 0, max: 4 }),
};

function window(kernel: number, stride: number, padding: Padding, dilation = 1): SlidingWindow {
  return { kernel: [kernel, kernel], stride: [stride, stride], padding, dilation: [dilation, dilation] };
}

/** Slides the window pixel by pixel and counts where it fits. */
function countPositions(padded: number, reach: number, stride: number): number {
  let count = 0;
  for (let start = 0; start + reach <= padded; start += stride) count++;
  return count;
}

describe('the output size of a window', () => {
  it('is the number of places where the window fits into the padded map', () => {
    fc.assert(
      fc.property(fc.record(sizes), ({ size, kernel, stride, dilation, before, after }) => {
        const reach = dilation * (kernel - 1) + 1;
        const output = windowOutput(window(kernel, stride, [before, after, 0, 0], dilation), 0, size);
        expect(output).toBe(countPositions(size + before + after, reach, stride));
      }),
    );
  });

  it('is ⌈n/stride⌉ with `same`, the odd pixel after, never more padding than needed', () => {
    fc.assert(
      fc.property(fc.record(sizes), ({ size, kernel, stride, dilation }) => {
        const same = window(kernel, stride, 'same', dilation);
        const [before, after] = windowPads(same, 0, size);
        const output = windowOutput(same, 0, size);
        expect(output).toBe(Math.ceil(size / stride));
        expect(after - before === 0 || after - before === 1).toBe(true);
        if (before + after > 0) {
          const reach = dilation * (kernel - 1) + 1;
          expect(countPositions(size + before + after - 1, reach, stride)).toBeLessThan(Number(output));
        }
      }),
    );
  });

  // The paper's and the frameworks' own cases (the facts of Keras and PyTorch side by side).
  it.each([
    [224, 7, 2, 'same', [2, 3], 112],
    [224, 7, 2, 'half', [3, 3], 112],
    [32, 3, 2, 'same', [0, 1], 16],
    [32, 3, 2, 'half', [1, 1], 16],
    [112, 3, 2, 'half', [1, 1], 56],
    [32, 3, 1, 'valid', [0, 0], 30],
    [56, 1, 2, 'same', [0, 0], 28],
  ] as const)('%d with kernel %d, stride %d, %s', (size, kernel, stride, padding, pads, output) => {
    expect(windowPads(window(kernel, stride, padding), 0, size)).toEqual(pads);
    expect(windowOutput(window(kernel, stride, padding), 0, size)).toBe(output);
  });

  it('rounds up with `ceil`, but drops a window that would start beyond the input and the padding before it', () => {
    fc.assert(
      fc.property(fc.record(sizes), ({ size, kernel, stride, before, after }) => {
        // PyTorch takes no more padding than half the kernel.
        fc.pre(size + before + after >= kernel && Math.max(before, after) <= kernel / 2);
        const starts: number[] = [];
        // Every start up to the first window that reaches the end, as long as it begins before the padding after.
        for (let start = 0; ; start += stride) {
          if (start > 0 && (start >= size + before || (starts.at(-1) ?? 0) + kernel >= size + before + after))
            break;
          starts.push(start);
        }
        expect(windowOutput(window(kernel, stride, [before, after, 0, 0]), 0, size, 'ceil')).toBe(
          starts.length,
        );
      }),
    );
  });

  it('is the same with a symbol as with the number that it stands for, where a pixel is left', () => {
    const paddings = fc.oneof(
      fc.constantFrom<Padding>('same', 'valid', 'half'),
      fc.tuple(sizes.before, sizes.after).map(([before, after]): Padding => [before, after, 0, 0]),
    );
    const rounding = fc.constantFrom<'floor' | 'ceil'>('floor', 'ceil');
    fc.assert(
      fc.property(
        fc.record(sizes),
        paddings,
        rounding,
        ({ size, kernel, stride, dilation }, padding, how) => {
          const sliding = window(kernel, stride, padding, dilation);
          const [before, after] = windowPads(sliding, 0, size);
          fc.pre(size + before + after > dilation * (kernel - 1));
          const symbolic = windowOutput(sliding, 0, symbolSize('H'), how);
          const value = evaluateSize(symbolic, new Map([['H', size]]));
          expect(value).toBe(windowOutput(sliding, 0, size, how));
        },
      ),
      { numRuns: 3000 },
    );
  });
});
