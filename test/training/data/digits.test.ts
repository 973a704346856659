import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Examples } from '../../../src/training/data/dataset.ts';
import { openDataset } from '../../../src/training/data/openDataset.ts';

const program = fileURLToPath(new URL('../../../dist/worker.cjs', import.meta.url));

function classCounts(examples: Examples): number[] {
  const counts = Array.from({ length: 10 }, () => 0);
  for (let i = 0; i < examples.count; i++) {
    const label = examples.label(i);
    counts[label] = (counts[label] ?? 0) + 1;
  }
  return counts;
}

describe('the digits that ship', () => {
  const { train, test, shape, maxValue } = openDataset({ type: 'digits' }, { baseFolder: '/', program });

  it('are the 1,797 of scikit-learn, a fifth of each class held back', () => {
    expect({ train: train.count, test: test.count, shape, maxValue }).toEqual({
      train: 1437,
      test: 360,
      shape: [8, 8, 1],
      maxValue: 16,
    });
    // How many of each digit scikit-learn's load_digits has.
    const known = [178, 182, 177, 183, 181, 182, 181, 179, 174, 180];
    const held = classCounts(test);
    expect(classCounts(train).map((count, digit) => count + (held[digit] ?? 0))).toEqual(known);
    held.forEach((count, digit) => {
      expect(Math.abs(count - (known[digit] ?? 0) / 5)).toBeLessThan(1);
    });
  });

  it('share no image between the two parts', () => {
    const keys = (part: Examples): string[] =>
      Array.from({ length: part.count }, (_, i) => {
        const image = new Uint8Array(64);
        part.copyImage(i, image, 0);
        expect(Math.max(...image)).toBeLessThanOrEqual(maxValue);
        return image.join();
      });
    const trained = new Set(keys(train));
    expect(trained.size).toBe(1437);
    expect(keys(test).filter((key) => trained.has(key))).toEqual([]);
  });
});
