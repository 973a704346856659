import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { ImageFiles } from '../../../src/training/data/dataset.ts';
import { decodeImage, imageSize, openDecoder } from '../../../src/training/data/decodeImage.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

/** Made by test/support/makeImages.py, which has Pillow read them. */
const folder = fileURLToPath(new URL('../../fixtures/data/images/', import.meta.url));
const expectedSchema = z.record(
  z.string(),
  z.object({
    colour: z.array(z.array(z.array(z.number()))),
    grey: z.array(z.array(z.number())),
    tolerance: z.number(),
  }),
);
const expected = expectedSchema.parse(JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')));
const sharp = await openDecoder();

async function decode(
  name: string,
  shape: ImageFiles['shape'],
  resize: ImageFiles['resize'] = null,
): Promise<number[]> {
  return [...(await decodeImage(sharp, join(folder, name), { shape, resize }))];
}

function largestDifference(found: readonly number[], wanted: readonly number[]): number {
  expect(found).toHaveLength(wanted.length);
  return Math.max(...found.map((value, i) => Math.abs(value - (wanted[i] ?? 0))));
}

describe('an image', () => {
  it.each(Object.entries(expected))(
    '%s is decoded as Pillow does, in colour and grey',
    async (name, wanted) => {
      const [height, width] = [wanted.grey.length, wanted.grey[0]?.length ?? 0];
      expect(await imageSize(sharp, join(folder, name))).toEqual([height, width]);
      const colour = await decode(name, [height, width, 3]);
      expect(largestDifference(colour, wanted.colour.flat(2))).toBeLessThanOrEqual(wanted.tolerance);
      const grey = await decode(name, [height, width, 1]);
      expect(largestDifference(grey, wanted.grey.flat())).toBeLessThanOrEqual(wanted.tolerance);
    },
  );

  it('in inks (CMYK) has the colours that they print', async () => {
    const pixels = await decode('inks.jpg', [16, 24, 3]);
    const at = (column: number): number[] => pixels.slice(3 * (8 * 24 + column), 3 * (8 * 24 + column) + 3);
    // Paper, black ink, and magenta on yellow, which is red. Profiles differ in how deep black and red are.
    expect(Math.min(...at(4))).toBeGreaterThan(245);
    expect(Math.max(...at(15))).toBeLessThan(70);
    const [red = 0, green = 0, blue = 0] = at(21);
    expect([red > 200, green < 80, blue < 90]).toEqual([true, true, true]);
  });

  it('is cut in the middle to its size, or stretched', async () => {
    // 16 × 24, where red is 15 · row and green 10 · column: half as large, with columns 4 … 19.
    const cut = await decode('rgb.png', [8, 8, 3], 'crop');
    const stretched = await decode('rgb.png', [8, 8, 3], 'stretch');
    for (const column of [1, 2, 3, 4, 5, 6]) {
      const [, green = 0] = cut.slice(3 * (8 * 4 + column));
      expect(Math.abs(green - 10 * (4 + 2 * column + 0.5))).toBeLessThanOrEqual(2);
      const [, wide = 0] = stretched.slice(3 * (8 * 4 + column));
      expect(Math.abs(wide - 10 * (3 * column + 1))).toBeLessThanOrEqual(2);
    }
    for (const row of [1, 3, 6]) {
      expect(Math.abs((cut[3 * 8 * row] ?? 0) - 15 * (2 * row + 0.5))).toBeLessThanOrEqual(2);
    }
  });

  it('that is turned is cut after it was turned', async () => {
    const [height, width] = await imageSize(sharp, join(folder, 'orientation-6.jpg'));
    expect([height, width]).toEqual([24, 16]);
    const pixels = await decode('orientation-6.jpg', [12, 8, 3], 'crop');
    // Turned to the right: down is what was to the right, so green grows downwards.
    const green = (row: number): number => pixels[3 * (8 * row + 4) + 1] ?? 0;
    expect(Math.abs(green(2) - 45)).toBeLessThanOrEqual(4);
    expect(Math.abs(green(9) - 185)).toBeLessThanOrEqual(4);
  });
});

describe('an image that is none', () => {
  const whole = readFileSync(join(folder, 'rgb.jpg'));
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="16"/>';
  it.each([
    ['empty', Buffer.alloc(0), /an empty file/],
    ['text', Buffer.from('no image at all'), /something else \(.*unsupported image format/],
    ['cut in its header', whole.subarray(0, 40), /something else/],
    ['cut in the middle', whole.subarray(0, Math.floor(whole.length * 0.8)), /cannot be decoded/],
    ['cut of a PNG', readFileSync(join(folder, 'deep.png')).subarray(0, 700), /found/],
    ['cut of a WebP', readFileSync(join(folder, 'lossy.webp')).subarray(0, 90), /found/],
    ['cut of a GIF', readFileSync(join(folder, 'still.GIF')).subarray(0, 100), /found/],
    ['an SVG', Buffer.from(svg), /an image of the form svg/],
  ])('%s is named, with what to do', async (_, bytes, said) => {
    const path = join(temporaryFolder(), 'some.jpg');
    writeFileSync(path, bytes);
    const decoded = decodeImage(sharp, path, { shape: [16, 24, 3], resize: null });
    await expect(decoded).rejects.toMatchObject({ code: 'data.corrupt-image', exitCode: 1 });
    await expect(decoded).rejects.toThrow(said);
    await expect(decoded).rejects.toThrow(/^\/.*some\.jpg: expected a whole .*corrupt: skip/);
  });
});
