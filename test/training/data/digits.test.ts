import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Examples } from '../../../src/training/data/dataset.ts';
import { openDataset } from '../../../src/training/data/openDataset.ts';
import { imagesOf } from '../support/memoryExamples.ts';

const program = fileURLToPath(new URL('../../../dist/worker.cjs', import.meta.url));

function classCounts({ labels }: Examples): number[] {
  const counts = Array.from({ length: 10 }, () => 0);
  for (const label of labels) {
    counts[label] = (counts[label] ?? 0) + 1;
  }
  return counts;
}

describe('the digits that ship', async () => {
  const { train, test, shape, maxValue } = await openDataset(
    { type: 'digits' },
    { baseFolder: '/', program },
  );

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

  it('share no image between the two parts', async () => {
    const keys = async (part: Examples): Promise<string[]> => {
      const images = await imagesOf(part, shape, Array.from(part.labels.keys()));
      expect(Math.max(...images.flat())).toBeLessThanOrEqual(maxValue);
      return images.map((image) => image.join());
    };
    const trained = new Set(await keys(train));
    expect(trained.size).toBe(1437);
    expect((await keys(test)).filter((key) => trained.has(key))).toEqual([]);
  });
});
