import { describe, expect, it } from 'vitest';
import { augmentView } from '../../../src/training/data/augment.ts';
import {
  type Batch,
  BatchMaker,
  epochOf,
  stepsPerEpoch,
  testJobs,
} from '../../../src/training/data/batches.ts';
import type { Dataset, Examples } from '../../../src/training/data/dataset.ts';
import { createNormalizer } from '../../../src/training/data/normalizer.ts';
import { epochOrder } from '../../../src/training/data/sampler.ts';
import { memoryExamples } from '../support/memoryExamples.ts';

/** Images of one row of four pixels, whose values are 10·index + column; the label is the index. */
function examples(count: number): Examples {
  const indices = Array.from({ length: count }, (_, index) => index);
  return memoryExamples(
    indices.map((index) => [0, 1, 2, 3].map((column) => 10 * index + column)),
    indices,
  );
}

const dataset: Dataset = {
  name: 'rows',
  shape: [1, 4, 1],
  classes: 7,
  maxValue: 100,
  train: examples(7),
  test: examples(3),
};
const none = await createNormalizer(dataset, 'none');

function batches(
  seed: number,
  augment: readonly ({ type: 'flip' } | { type: 'pad_crop'; pixels: number })[] = [],
): (step: number) => Promise<Batch> {
  const maker = new BatchMaker({ source: dataset, normalizer: none, plan: { batch: 3, seed, augment } });
  return (step) => maker.make({ set: 'train', step });
}

describe('the order of the examples', () => {
  it('is a permutation that follows from the seed and the epoch alone', () => {
    const order = epochOrder(1000, 5, 3);
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
    expect([...epochOrder(1000, 5, 3)]).toEqual([...order]);
    expect([...epochOrder(1000, 5, 4)]).not.toEqual([...order]);
    expect([...epochOrder(1000, 6, 3)]).not.toEqual([...order]);
  });

  it('puts every example at every place about equally often', () => {
    const counts = new Map<number, number>();
    for (let epoch = 1; epoch <= 4000; epoch++) {
      const first = epochOrder(4, 1, epoch)[0] ?? -1;
      counts.set(first, (counts.get(first) ?? 0) + 1);
    }
    // 4,000 draws with p = 1/4: the standard deviation is 27.
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});

describe('training batches', () => {
  it('cover an epoch once, the last batch being smaller', async () => {
    expect(stepsPerEpoch(7, 3)).toBe(3);
    const seen = await Promise.all([1, 2, 3].map((step) => batches(0)(step)));
    expect(seen.map(({ count }) => count)).toEqual([3, 3, 1]);
    expect(seen.flatMap(({ labels }) => [...labels]).sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect([1, 3, 4, 7].map((step) => epochOf(step, 7, 3))).toEqual([1, 1, 2, 3]);
  });

  it('follow from the step, whatever was asked for before', async () => {
    const source = batches(3, [{ type: 'pad_crop', pixels: 1 }, { type: 'flip' }]);
    const later = [...(await source(8)).images];
    await source(1);
    expect([...(await source(8)).images]).toEqual(later);
    const fresh = batches(3, [{ type: 'pad_crop', pixels: 1 }, { type: 'flip' }]);
    expect([...(await fresh(8)).images]).toEqual(later);
  });

  it('divide by the full value', async () => {
    const { images, labels } = await batches(0)(1);
    const first = labels[0] ?? 0;
    [0, 1, 2, 3].forEach((column) => {
      expect(images[column]).toBeCloseTo((10 * first + column) / 100, 6);
    });
  });
});

describe('augmentation', () => {
  it('shifts by up to the padding in both directions, with equal chances, and flips half of the time', () => {
    const views = Array.from({ length: 6000 }, (_, index) =>
      augmentView([{ type: 'pad_crop', pixels: 1 }, { type: 'flip' }], 1, 1, index),
    );
    for (const shift of [-1, 0, 1]) {
      // p = 1/3: the standard deviation is 37.
      expect(Math.abs(views.filter(({ down }) => down === shift).length - 2000)).toBeLessThan(200);
      expect(Math.abs(views.filter(({ right }) => right === shift).length - 2000)).toBeLessThan(200);
    }
    expect(Math.abs(views.filter(({ mirrored }) => mirrored).length - 3000)).toBeLessThan(200);
  });

  it('brings in zeros of the normalised image and mirrors the rest', async () => {
    const perPixel = await createNormalizer(dataset, 'per_pixel_mean');
    const plan = { batch: 7, seed: 2, augment: [{ type: 'pad_crop', pixels: 1 }, { type: 'flip' }] } as const;
    const source = new BatchMaker({ source: dataset, normalizer: perPixel, plan });
    const { images, labels } = await source.make({ set: 'train', step: 1 });
    const seen = new Set<string>();
    labels.forEach((label, i) => {
      const row = [...images.subarray(4 * i, 4 * i + 4)].map((value) => Math.round(value * 100));
      // The mean image is 30 + column, so a normalised image is 10·label − 30 in every column.
      const value = 10 * label - 30;
      for (const found of row) expect([value, 0, -0]).toContain(found);
      seen.add(row.map((found) => (found === 0 ? '0' : 'x')).join(''));
    });
    expect(seen.size).toBeGreaterThan(1);
  });
});

describe('normalisation', () => {
  it('per channel gives mean 0 and standard deviation 1 over the training images', async () => {
    const { mean, factor } = await createNormalizer(dataset, 'per_channel');
    // Values 10·i + j for i in 0…6, j in 0…3: mean 31.5, variance 100·4 + 1.25.
    expect(mean[0]).toBeCloseTo(0.315, 6);
    expect(1 / (factor[0] ?? 0)).toBeCloseTo(Math.sqrt(401.25) / 100, 6);
  });

  it('per pixel subtracts the mean image', async () => {
    const { mean } = await createNormalizer(dataset, 'per_pixel_mean');
    expect([...mean].map((m) => Math.round(m * 100))).toEqual([30, 31, 32, 33]);
  });
});

describe('test batches', () => {
  it('come in order, unchanged', async () => {
    const maker = new BatchMaker({
      source: dataset,
      normalizer: none,
      plan: { batch: 3, seed: 0, augment: [] },
    });
    const all: Batch[] = [];
    for (const job of testJobs(3, 2)) all.push(await maker.make(job));
    expect(all.map(({ count }) => count)).toEqual([2, 1]);
    expect(all.flatMap(({ labels }) => [...labels])).toEqual([0, 1, 2]);
    expect(all[1]?.images[3]).toBeCloseTo(0.23, 6);
  });
});
