import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { DatasetPlan, ImageFolderPlan } from '../../../src/core/plan/trainingPlan.ts';
import { BatchMaker } from '../../../src/training/data/batches.ts';
import { createNormalizer } from '../../../src/training/data/normalizer.ts';
import { openDataset } from '../../../src/training/data/openDataset.ts';
import { soundImages } from '../../../src/training/data/soundImages.ts';
import { TrainingError } from '../../../src/training/trainingError.ts';
import { cifarRecords, idxFile, writeIdxFolder } from '../support/dataFiles.ts';
import { bytes, float32, npyFile, zipFile } from '../support/npzFiles.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const images = fileURLToPath(new URL('../../fixtures/data/images/', import.meta.url));

/** What a run does with a data set before and in its first step, and in an evaluation. */
async function use(plan: DatasetPlan): Promise<void> {
  const opened = await openDataset(plan, { baseFolder: '/', program: '/' });
  const { dataset } = await soundImages(opened);
  const normalizer = await createNormalizer(dataset, 'per_channel');
  const maker = new BatchMaker({ source: dataset, normalizer, plan: { batch: 4, seed: 0, augment: [] } });
  await maker.make({ set: 'train', step: 1 });
  await maker.make({ set: 'test', start: 0, count: dataset.test.count });
  maker.close();
}

async function complaint(plan: DatasetPlan): Promise<TrainingError> {
  const error: unknown = await use(plan).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof TrainingError) return error;
  throw new Error(`expected a complaint, found ${String(error)}`, { cause: error });
}

interface Broken {
  readonly what: string;
  readonly plan: (folder: string) => DatasetPlan;
  readonly code: string;
  /** Where, what was expected, what was found. */
  readonly says: RegExp;
}

const ADVICE = /Get the file again\.|Give the|Write |Put |Add |Rename |Replace |Take |Change |Name |or name /;

function npz(what: string, file: Uint8Array | null, code: string, says: RegExp): Broken {
  const plan = (folder: string): DatasetPlan => {
    const path = join(folder, 'some.npz');
    if (file !== null) writeFileSync(path, file);
    return { type: 'npz', path };
  };
  return { what: `npz: ${what}`, plan, code, says };
}

const SOUND = {
  'x_train.npy': bytes([2, 2, 2], 1, 2, 3, 4, 5, 6, 7, 8),
  'y_train.npy': bytes([2], 0, 1),
  'x_test.npy': bytes([1, 2, 2], 9),
  'y_test.npy': bytes([1], 1),
};
const withMember = (name: string, member: Uint8Array): Buffer =>
  zipFile({ ...SOUND, [`${name}.npy`]: member });
const archive = zipFile(SOUND);
const objects = npyFile({ descr: "'|O'", shape: [2], data: Buffer.alloc(16) });
const complex = npyFile({ descr: "'<c8'", shape: [2, 2, 2], data: Buffer.alloc(64) });
const records = npyFile({ descr: "[('a', '<f4')]", shape: [2, 2, 2], data: Buffer.alloc(32) });
/** One byte of a label, which is read whole and checked. */
const flipped = Buffer.from(archive);
flipped[archive.indexOf(SOUND['y_train.npy']) + SOUND['y_train.npy'].length - 1] = 0;

const NPZ: readonly Broken[] = [
  npz('no such file', null, 'data.missing', /some\.npz does not exist/),
  npz('no archive', Buffer.from('a text'), 'data.damaged', /expected a zip archive of NumPy arrays.*6 bytes/),
  npz('an empty file', Buffer.alloc(0), 'data.damaged', /found a file of 0 bytes/),
  npz('a cut file', archive.subarray(0, 300), 'data.damaged', /directory.*end of its 300 bytes.*is cut/),
  npz(
    'a piece missing in the middle',
    Buffer.concat([archive.subarray(0, 90), archive.subarray(150)]),
    'data.damaged',
    /expected .* found/,
  ),
  npz(
    'one array alone',
    zipFile({ 'x_train.npy': SOUND['x_train.npy'] }),
    'data.damaged',
    /x_train, y_train, x_test, y_test .*found x_train\./,
  ),
  npz(
    'arrays of other names',
    zipFile({ 'arr_0.npy': bytes([1]), 'arr_1.npy': bytes([1]) }),
    'data.damaged',
    /found arr_0, arr_1/,
  ),
  npz(
    'an array that is none',
    withMember('y_test', Buffer.from('hello')),
    'data.damaged',
    /a NumPy array .* in y_test/,
  ),
  npz(
    'a cut array',
    withMember('x_train', SOUND['x_train.npy'].subarray(0, -3)),
    'data.damaged',
    /expected \d+ bytes of x_train, whose shape is \(2, 2, 2\)/,
  ),
  npz('a flipped byte in labels', flipped, 'data.damaged', /y_train with the checksum 0x/),
  npz(
    'Python objects',
    withMember('y_train', objects),
    'data.unsupported',
    /in y_train, found Python objects/,
  ),
  npz('complex numbers', withMember('x_train', complex), 'data.unsupported', /in x_train, found complex/),
  npz('records', withMember('x_train', records), 'data.unsupported', /in x_train, found records/),
  npz('another packing', zipFile(SOUND, { method: 14 }), 'data.unsupported', /stored or deflated.*method 14/),
  npz('a password', zipFile(SOUND, { flags: 1 }), 'data.unsupported', /one with a password/),
  npz(
    'images that are vectors',
    withMember('x_train', bytes([2, 4])),
    'data.damaged',
    /x_train of the shape \(count, height, width\).*found \(2, 4\)/,
  ),
  npz(
    'no image',
    zipFile({ ...SOUND, 'x_train.npy': bytes([0, 2, 2]), 'y_train.npy': bytes([0]) }),
    'data.damaged',
    /at least one image in x_train/,
  ),
  npz(
    'test images of another size',
    withMember('x_test', bytes([1, 3, 3])),
    'data.damaged',
    /x_test as in x_train.*\(2, 2, 2\).*\(1, 3, 3\)/,
  ),
  npz(
    'test images of another type',
    withMember('x_test', float32([1, 2, 2], 1, 2, 3, 4)),
    'data.damaged',
    /uint8.*found float32/,
  ),
  npz(
    'fewer labels than images',
    withMember('y_train', bytes([1])),
    'data.damaged',
    /y_train of the shape \(2\).*found \(1\)/,
  ),
  npz(
    'labels between classes',
    withMember('y_train', float32([2], 0, 0.5)),
    'data.damaged',
    /class number from 0 on in y_train\[1\], found 0\.5/,
  ),
  npz(
    'a negative label',
    withMember('y_train', npyFile({ descr: "'|i1'", shape: [2], data: Uint8Array.of(0, 255) })),
    'data.damaged',
    /y_train\[1\], found -1/,
  ),
  npz(
    'rows with two classes',
    withMember('y_train', bytes([2, 2], 1, 0, 1, 1)),
    'data.damaged',
    /single 1 and zeros in y_train\[1\], found 1, 1/,
  ),
  npz(
    'a test label of no class',
    withMember('y_test', bytes([1], 7)),
    'data.damaged',
    /0 to 1, as in the training labels, in y_test\[0\], found 7/,
  ),
  npz(
    'an image that holds NaN',
    zipFile({
      ...SOUND,
      'x_train.npy': float32([2, 2, 2], 0, 1, 2, 3, 4, Number.NaN, 6, 7),
      'x_test.npy': float32([1, 2, 2], 0, 0, 0, 0),
    }),
    'data.damaged',
    /finite numbers, found NaN in training image 1/,
  ),
];

/** Two classes of three images each; the change spoils them. */
function folder(
  what: string,
  spoil: (folder: string) => void,
  code: string,
  says: RegExp,
  plan: Partial<ImageFolderPlan> = {},
): Broken {
  const make = (path: string): DatasetPlan => {
    for (const name of ['cats', 'dogs']) {
      mkdirSync(join(path, name));
      for (const i of [1, 2, 3]) copyFileSync(join(images, 'rgb.png'), join(path, name, `${i}.png`));
    }
    spoil(path);
    return {
      type: 'image_folder',
      path,
      size: [8, 8],
      channels: 3,
      fit: 'crop',
      corrupt: 'stop',
      testShare: 0.3,
      ...plan,
    };
  };
  return { what: `images: ${what}`, plan: make, code, says };
}

const empty = (path: string): void => {
  for (const name of ['cats', 'dogs']) rmSync(join(path, name), { recursive: true });
};
const write = (name: string, content: string) => (path: string) => {
  mkdirSync(dirname(join(path, name)), { recursive: true });
  writeFileSync(join(path, name), content);
};

const FOLDERS: readonly Broken[] = [
  folder(
    'no such folder',
    (path) => {
      rmSync(path, { recursive: true });
    },
    'data.missing',
    /folder .* does not exist/,
  ),
  folder('no class', empty, 'data.damaged', /at least two folders, one a class, found none/),
  folder(
    'one class',
    (path) => {
      rmSync(join(path, 'dogs'), { recursive: true });
    },
    'data.damaged',
    /found only cats/,
  ),
  folder(
    'an empty class',
    (path) => {
      mkdirSync(join(path, 'birds'));
    },
    'data.damaged',
    /images of the class birds .*an empty folder/,
  ),
  folder(
    'a class of other files',
    write('birds/notes.txt', 'x'),
    'data.damaged',
    /only other files, such as notes\.txt/,
  ),
  folder(
    'a class of one image',
    (path) => {
      rmSync(join(path, 'cats', '1.png'));
      rmSync(join(path, 'cats', '2.png'));
    },
    'data.damaged',
    /two images of the class cats/,
  ),
  folder(
    'an image that is text',
    write('cats/2.png', 'no image'),
    'data.corrupt-image',
    /cats\/2\.png: expected a whole JPEG/,
  ),
  folder('an empty image', write('cats/2.png', ''), 'data.corrupt-image', /cats\/2\.png: .*an empty file/),
  folder(
    'images of several sizes',
    (path) => {
      copyFileSync(join(images, 'orientation-6.jpg'), join(path, 'dogs', '2.jpg'));
    },
    'data.damaged',
    /dogs\/2\.jpg: expected an image of 16×24 .*found 24×16.*`size: \[16, 24\]`/,
    { size: null },
  ),
  folder(
    'a test class without training images',
    (path) => {
      empty(path);
      for (const name of ['train/a', 'train/b', 'val/a', 'val/c']) {
        mkdirSync(join(path, name), { recursive: true });
        copyFileSync(join(images, 'rgb.png'), join(path, name, '1.png'));
      }
    },
    'data.damaged',
    /val\/c: expected a class that there are training images of \(a, b\)/,
  ),
  folder(
    'nothing but corrupt images',
    (path) => {
      for (const name of ['cats', 'dogs'])
        for (const i of [1, 2, 3]) writeFileSync(join(path, name, `${i}.png`), 'x');
    },
    'data.damaged',
    /images to train with, found none that can be decoded/,
    { corrupt: 'skip' },
  ),
];

const cut = gzipSync(idxFile([3], [0, 2, 1])).subarray(0, 18);
const idx =
  (name: string, file: Buffer) =>
  (path: string): DatasetPlan => ({ type: 'idx', path: writeIdxFolder(path, { [name]: file }) });
const cifar100 =
  (file: Buffer | null) =>
  (path: string): DatasetPlan => {
    writeFileSync(join(path, 'train.bin'), cifarRecords([{ labels: [3, 4], rgb: [1, 2, 3] }]));
    if (file !== null) writeFileSync(join(path, 'test.bin'), file);
    return { type: 'cifar100', path };
  };

const OTHERS: readonly Broken[] = [
  {
    what: 'idx: labels for images',
    plan: idx('train-images-idx3-ubyte', idxFile([3], [0, 1, 2])),
    code: 'data.damaged',
    says: /magic number 0x00000803/,
  },
  {
    what: 'idx: cut images',
    plan: idx('t10k-images-idx3-ubyte', idxFile([1, 2, 2], [1])),
    code: 'data.damaged',
    says: /expected 4 bytes of data/,
  },
  {
    what: 'idx: a cut gzip file',
    plan: (path) => {
      const plan = idx('t10k-labels-idx1-ubyte.gz', cut)(path);
      rmSync(join(path, 't10k-labels-idx1-ubyte'));
      return plan;
    },
    code: 'data.damaged',
    says: /t10k-labels-idx1-ubyte\.gz: expected a complete gzip file/,
  },
  {
    what: 'CIFAR: a missing file',
    plan: cifar100(null),
    code: 'data.missing',
    says: /test\.bin does not exist/,
  },
  {
    what: 'CIFAR: a label of no class',
    plan: cifar100(cifarRecords([{ labels: [0, 100], rgb: [0, 0, 0] }])),
    code: 'data.damaged',
    says: /0 to 99 in record 1 .*found 100/,
  },
];

describe('a broken data set', () => {
  it.each([...NPZ, ...FOLDERS, ...OTHERS])(
    '$what: is told where, what was expected and what to do',
    async ({ plan, code, says }) => {
      const { message, exitCode, ...error } = await complaint(plan(temporaryFolder()));
      expect(message).toMatch(says);
      expect(message).toMatch(ADVICE);
      expect({ code: error.code, exitCode }).toEqual({ code, exitCode: code === 'data.missing' ? 2 : 1 });
      expect(message).not.toMatch(/\n|\bat .*:\d+:\d+/);
    },
  );

  it('that may not be read says how to change that', async () => {
    const path = join(temporaryFolder(), 'some.npz');
    writeFileSync(path, archive);
    chmodSync(path, 0);
    // The superuser may read everything.
    if (process.getuid?.() === 0) return;
    expect((await complaint({ type: 'npz', path })).message).toMatch(/may not be read.*chmod u\+r/);
  });

  it('that loses images where the spec skips them names them, and keeps the rest', async () => {
    const path = temporaryFolder();
    const [first] = FOLDERS.filter(({ what }) => what === 'images: an image that is text');
    const plan = first?.plan(path);
    const opened = await openDataset(
      { ...(plan as ImageFolderPlan), corrupt: 'skip' },
      { baseFolder: '/', program: '/' },
    );
    const { dataset, notice } = await soundImages(opened);
    expect(dataset.train.count + dataset.test.count).toBe(5);
    expect(notice).toBe(`1 image cannot be decoded and is left out: ${join(path, 'cats', '2.png')}.`);
  });

  it('is none where nothing is broken', async () => {
    const path = temporaryFolder();
    writeFileSync(join(path, 'some.npz'), archive);
    await expect(use({ type: 'npz', path: join(path, 'some.npz') })).resolves.toBeUndefined();
    expect(readFileSync(join(path, 'some.npz'))).toEqual(archive);
  });
});
