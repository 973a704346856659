import { expect, it } from 'vitest';
import type { Dataset } from '../../../src/training/data/dataset.ts';
import { stepSizes } from '../../../src/training/runs/stepSizes.ts';
import { memoryExamples } from '../support/memoryExamples.ts';

function dataset(train: number, test: number): Dataset {
  const { images, labels } = memoryExamples([], []);
  return {
    name: 'some',
    shape: [32, 32, 3],
    classes: 10,
    maxValue: 255,
    train: { count: train, images, labels },
    test: { count: test, images, labels },
  };
}

it('are those of whole batches and of the rest of an epoch', () => {
  // 50,000 = 390 · 128 + 80; 10,000 = 39 · 256 + 16.
  expect(stepSizes(dataset(50_000, 10_000), 128, 64_000)).toEqual({
    image: [32, 32, 3],
    train: [128, 80],
    evaluate: [256, 16],
  });
});

it('leave out a rest that is not reached, and what does not come', () => {
  expect(stepSizes(dataset(50_000, 10_000), 128, 390).train).toEqual([128]);
  expect(stepSizes(dataset(50_000, 10_000), 128, 391).train).toEqual([128, 80]);
  expect(stepSizes(dataset(512, 100), 128, 9).train).toEqual([128]);
  expect(stepSizes(dataset(100, 256), 128, 9)).toMatchObject({ train: [100], evaluate: [256] });
});
