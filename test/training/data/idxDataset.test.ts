import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openIdxDataset } from '../../../src/training/data/idxDataset.ts';
import { idxFile, writeIdxFolder } from '../support/dataFiles.ts';
import { imagesOf } from '../support/memoryExamples.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const form = { name: 'tiny', maxValue: 255, classes: null };

async function image(folder: string, part: 'train' | 'test', index: number): Promise<number[] | undefined> {
  const dataset = openIdxDataset(folder, form);
  return (await imagesOf(dataset[part], dataset.shape, [index]))[0];
}

describe('IDX', () => {
  it('gives images, labels, shape and classes', async () => {
    const folder = writeIdxFolder(temporaryFolder());
    const { shape, classes, train, test } = openIdxDataset(folder, form);
    expect({ shape, classes, train: train.count, test: test.count }).toEqual({
      shape: [2, 2, 1],
      classes: 3,
      train: 3,
      test: 1,
    });
    expect([...train.labels]).toEqual([0, 2, 1]);
    expect(await image(folder, 'train', 2)).toEqual([8, 9, 10, 255]);
    expect(await image(folder, 'test', 0)).toEqual([9, 8, 7, 6]);
  });

  it('reads files that are packed with gzip', async () => {
    const folder = temporaryFolder();
    for (const prefix of ['train', 't10k']) {
      const images = gzipSync(idxFile([1, 2, 2], [1, 2, 3, 4]));
      writeFileSync(join(folder, `${prefix}-images-idx3-ubyte.gz`), images);
      writeFileSync(join(folder, `${prefix}-labels-idx1-ubyte.gz`), gzipSync(idxFile([1], [0])));
    }
    expect(await image(folder, 'train', 0)).toEqual([1, 2, 3, 4]);
  });

  it.each([
    [
      'a wrong magic number',
      'train-images-idx3-ubyte',
      idxFile([1], [0]),
      /0x00000803.*byte 0.*found 0x00000801/,
    ],
    ['images for labels', 't10k-labels-idx1-ubyte', idxFile([1, 1, 1], [0]), /0x00000801.*found 0x00000803/],
    ['a cut header', 'train-labels-idx1-ubyte', Buffer.from([0, 0, 8]), /8 bytes at byte 0.*3 bytes/],
    [
      'cut data',
      'train-images-idx3-ubyte',
      idxFile([3, 2, 2], [1, 2, 3]),
      /12 bytes.*from byte 16 on, found 3/,
    ],
    [
      'data too long',
      'train-labels-idx1-ubyte',
      idxFile([3], [0, 1, 2, 0]),
      /3 bytes.*from byte 8 on, found 4/,
    ],
    [
      'fewer labels than images',
      'train-labels-idx1-ubyte',
      idxFile([2], [0, 1]),
      /3 labels at byte 4.*found 2/,
    ],
    ['an impossible test label', 't10k-labels-idx1-ubyte', idxFile([1], [7]), /0 to 2 at byte 8, found 7/],
    ['no example', 'train-images-idx3-ubyte', idxFile([0, 2, 2], []), /at least one example at byte 4/],
    [
      'test images of another size',
      't10k-images-idx3-ubyte',
      idxFile([1, 1, 4], [1, 2, 3, 4]),
      /2×2.*found 1×4/,
    ],
  ])('says what is wrong with %s: file, place, expected and found', (_, name, bytes, said) => {
    const folder = writeIdxFolder(temporaryFolder(), { [name]: bytes });
    const open = (): unknown => openIdxDataset(folder, form);
    expect(open).toThrow(said);
    expect(open).toThrow(expect.objectContaining({ code: 'data.damaged', exitCode: 1 }));
    expect(open).toThrow(expect.objectContaining({ message: expect.stringContaining(name) as string }));
  });

  it('refuses a label beyond the classes that the data set is known to have', () => {
    const labels = idxFile([3], [0, 10, 1]);
    const folder = writeIdxFolder(temporaryFolder(), { 'train-labels-idx1-ubyte': labels });
    expect(() => openIdxDataset(folder, { ...form, classes: 10 })).toThrow(/0 to 9 at byte 9, found 10/);
  });

  it('knows the first label beyond a number of classes, and how many classes have no example', () => {
    const labels = idxFile([3], [0, 200, 1]);
    const folder = writeIdxFolder(temporaryFolder(), { 'train-labels-idx1-ubyte': labels });
    const evidence = openIdxDataset(folder, form).labels;
    expect(evidence?.path).toBe(join(folder, 'train-labels-idx1-ubyte'));
    // The header has 8 bytes; of 201 classes there are 0, 1 and 200.
    expect([evidence?.firstBeyond(10), evidence?.absent]).toEqual([{ label: 200, place: 'byte 9' }, 198]);
    expect(evidence?.firstBeyond(201)).toBeNull();
  });

  it('says of a folder in place of a file what was expected and what to do', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'train-images-idx3-ubyte'));
    expect(() => openIdxDataset(folder, form)).toThrow(
      /train-images-idx3-ubyte is a folder.*data file.*Give the folder that holds the file/,
    );
  });

  it('names both files that it looked for, and a gzip file that is cut', () => {
    const missing = temporaryFolder();
    expect(() => openIdxDataset(missing, form)).toThrow(
      /train-images-idx3-ubyte does not exist, nor does .*\.gz/,
    );
    const cut = gzipSync(idxFile([1, 2, 2], [1, 2, 3, 4])).subarray(0, 20);
    writeFileSync(join(missing, 'train-images-idx3-ubyte.gz'), cut);
    expect(() => openIdxDataset(missing, form)).toThrow(
      /train-images-idx3-ubyte\.gz: expected a complete gzip/,
    );
  });
});
