import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { openNpzDataset } from '../../../src/training/data/npzDataset.ts';
import { imagesOf } from '../support/memoryExamples.ts';

/** Made by test/support/makeNpz.py, which has NumPy read them. */
const folder = fileURLToPath(new URL('../../fixtures/data/npz/', import.meta.url));
const expectedSchema = z.record(
  z.string(),
  z.object({
    shape: z.tuple([z.number(), z.number(), z.number()]),
    train: z.array(z.array(z.number())),
    test: z.array(z.array(z.number())),
    trainLabels: z.array(z.number()),
    testLabels: z.array(z.number()),
  }),
);
const expected = expectedSchema.parse(JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')));

describe('NumPy archives', () => {
  it.each(Object.entries(expected))('of %s give what NumPy reads', async (name, asRead) => {
    const { shape, train, test } = await openNpzDataset(join(folder, `${name}.npz`));
    expect(shape).toEqual(asRead.shape);
    expect([...train.labels]).toEqual(asRead.trainLabels);
    expect([...test.labels]).toEqual(asRead.testLabels);
    expect(await imagesOf(train, shape, [0, 1, 2, 3, 4])).toEqual(asRead.train);
    // In any order.
    expect(await imagesOf(test, shape, [1, 0])).toEqual([...asRead.test].reverse());
  });

  it('divide what has a full value by it, and take other numbers as they are', async () => {
    const full = async (name: string): Promise<number> =>
      (await openNpzDataset(join(folder, `${name}.npz`))).maxValue;
    expect(await full('uint8')).toBe(255);
    expect(await full('big-u2')).toBe(65_535);
    for (const name of ['bool', 'int8', 'little-i4', 'little-u8', 'little-f2', 'big-f8']) {
      expect(await full(name)).toBe(1);
    }
  });

  it('have as many classes as the largest label says, or as a one-hot row has', async () => {
    expect((await openNpzDataset(join(folder, 'uint8.npz'))).classes).toBe(3);
    const hot = await openNpzDataset(join(folder, 'one-hot.npz'));
    expect([hot.classes, hot.labels]).toEqual([4, undefined]);
  });

  it('are read image by image where that is possible, so that memory stays small', async () => {
    const isRead = async (name: string): Promise<boolean> =>
      'path' in (await openNpzDataset(join(folder, `${name}.npz`))).train.images.bytes;
    expect(await isRead('little-f4')).toBe(true);
    expect(await isRead('deflated')).toBe(false);
    expect(await isRead('fortran')).toBe(false);
  });
});
