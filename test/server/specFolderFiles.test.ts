import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DatasetFiles, datasetForm, missingFile } from '../../src/core/plan/datasetForms.ts';
import { specFolderFiles } from '../../src/server/specFolderFiles.ts';

const folder = mkdtempSync(join(tmpdir(), 'resnet-data-'));

/** Big-endian 32-bit numbers. */
function words(...values: number[]): number[] {
  return values.flatMap((value) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]);
}

function writeIdx(name: string, ending: '' | '.gz', damaged = false): void {
  const place = join(folder, name);
  mkdirSync(place);
  const images = Uint8Array.from([...words(damaged ? 7 : 0x803, 3, 5, 6), ...new Array<number>(90).fill(9)]);
  const labels = Uint8Array.from([...words(0x801, 3), 0, 6, 2]);
  for (const part of ['train', 't10k']) {
    for (const [what, bytes] of [
      ['images-idx3', images],
      ['labels-idx1', labels],
    ] as const) {
      writeFileSync(join(place, `${part}-${what}-ubyte${ending}`), ending === '' ? bytes : gzipSync(bytes));
    }
  }
}

beforeAll(() => {
  writeIdx('plain', '');
  writeIdx('packed', '.gz');
  writeIdx('damaged', '', true);
  mkdirSync(join(folder, 'folders', 'train-images-idx3-ubyte'), { recursive: true });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const open = (): DatasetFiles | null => specFolderFiles(String(pathToFileURL(join(folder, 'a.resnet.yaml'))));

describe('the files that a spec names', () => {
  it.each(['plain', './plain', 'packed', join(folder, 'packed')])('say what %s holds', (path) => {
    const files = open();
    expect(datasetForm({ type: 'idx', path }, files)).toEqual({
      name: path,
      shape: [5, 6, 1],
      classes: 7,
      examples: 3,
    });
    expect(files === null ? '' : missingFile({ type: 'idx', path }, files)).toBeNull();
  });

  it.each(['damaged', 'folders', 'nowhere'])('say nothing of what cannot be read: %s', (path) => {
    expect(datasetForm({ type: 'idx', path }, open())).toMatchObject({ shape: null, examples: null });
  });

  it('name the first file that is missing', () => {
    const files = open();
    if (files === null) throw new Error('no files');
    expect(missingFile({ type: 'idx', path: 'nowhere' }, files)).toBe('nowhere/train-images-idx3-ubyte');
    expect(missingFile({ type: 'cifar100', path: './plain/' }, files)).toBe('./plain/train.bin');
    expect(missingFile({ type: 'digits' }, files)).toBeNull();
  });
});

describe('what the server does not look at', () => {
  it('is the folder of a text that is no file', () => {
    expect(specFolderFiles('untitled:Untitled-1')).toBeNull();
    expect(specFolderFiles('vscode-remote://host/x.resnet.yaml')).toBeNull();
  });

  it('is another machine', () => {
    const files = open();
    const slashes = ['//', '\\\\'].map(
      (start) => `${start}${folder.replace(/^[\\/]/, '')}/plain/train-images-idx3-ubyte`,
    );
    for (const path of slashes) {
      expect(files?.exists(path)).toBe(false);
      expect(files?.read(path, 16)).toBeNull();
    }
  });
});
