import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openCifarDataset } from '../../../src/training/data/cifarDataset.ts';
import { cifarRecords } from '../support/dataFiles.ts';
import { imagesOf } from '../support/memoryExamples.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const record = (label: number, ...rgb: [number, number, number]): Buffer =>
  cifarRecords([{ labels: [label], rgb }]);

function cifar10(replaced: Readonly<Record<string, Buffer>> = {}): string {
  const folder = temporaryFolder();
  for (const part of [1, 2, 3, 4, 5]) {
    writeFileSync(join(folder, `data_batch_${part}.bin`), record(part, part, 10, 20));
  }
  writeFileSync(join(folder, 'test_batch.bin'), Buffer.concat([record(9, 1, 2, 3), record(0, 4, 5, 6)]));
  for (const [name, bytes] of Object.entries(replaced)) writeFileSync(join(folder, name), bytes);
  return folder;
}

describe('CIFAR', () => {
  it('joins the five training files, and turns planes of colour into pixels', async () => {
    const { shape, classes, train, test } = openCifarDataset('cifar10', cifar10());
    expect({ shape, classes, train: train.count, test: test.count }).toEqual({
      shape: [32, 32, 3],
      classes: 10,
      train: 5,
      test: 2,
    });
    expect([...train.labels]).toEqual([1, 2, 3, 4, 5]);
    const [image = []] = await imagesOf(test, shape, [1]);
    expect(image).toHaveLength(3 * 1024);
    expect([image.slice(0, 6), image.slice(-3)]).toEqual([
      [4, 5, 6, 4, 5, 6],
      [4, 5, 6],
    ]);
  });

  it('takes the fine label of CIFAR-100', async () => {
    const folder = temporaryFolder();
    const records = cifarRecords([{ labels: [19, 99], rgb: [7, 8, 9] }]);
    writeFileSync(join(folder, 'train.bin'), records);
    writeFileSync(join(folder, 'test.bin'), records);
    const { shape, classes, train } = openCifarDataset('cifar100', folder);
    expect([classes, ...train.labels]).toEqual([100, 99]);
    expect((await imagesOf(train, shape, [0]))[0]?.slice(0, 3)).toEqual([7, 8, 9]);
  });

  it.each([
    [
      'a cut record',
      Buffer.concat([record(1, 1, 1, 1), Buffer.alloc(100)]),
      /3073 bytes, found 100 bytes after record 1 \(byte 3073\)/,
    ],
    ['an empty file', Buffer.alloc(0), /3073 bytes, found 0 bytes after record 0/],
    [
      'an impossible label',
      Buffer.concat([record(1, 1, 1, 1), record(10, 1, 1, 1)]),
      /0 to 9 in record 2 \(byte 3073\), found 10/,
    ],
  ])('says what is wrong with %s', (_, bytes, said) => {
    const folder = cifar10({ 'data_batch_3.bin': bytes });
    expect(() => openCifarDataset('cifar10', folder)).toThrow(said);
    expect(() => openCifarDataset('cifar10', folder)).toThrow(/data_batch_3\.bin/);
  });

  it('names the file that is missing', () => {
    expect(() => openCifarDataset('cifar100', temporaryFolder())).toThrow(/train\.bin does not exist/);
  });
});
