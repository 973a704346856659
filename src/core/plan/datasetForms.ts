import type { ConcreteShape } from '../model/shape.ts';
import type { DatasetPlan } from './trainingPlan.ts';

/** What a data set gives; null where only its files can tell. */
export interface DatasetForm {
  /** As a person would call it. */
  readonly name: string;
  readonly shape: ConcreteShape | null;
  readonly classes: number | null;
  /** To learn from. */
  readonly examples: number | null;
}

/** A look at files by the paths that the spec writes: relative ones are relative to its folder. */
export interface DatasetFiles {
  exists(path: string): boolean;
  /** The first bytes of a file, unpacked where its name ends in `.gz`; null where it cannot be read. */
  read(path: string, length: number): Uint8Array | null;
}

/** The binary versions' files, as on the data sets' home page. */
export const CIFAR_FILES = {
  cifar10: {
    train: [1, 2, 3, 4, 5].map((part) => `data_batch_${part}.bin`),
    test: 'test_batch.bin',
  },
  cifar100: { train: ['train.bin'], test: 'test.bin' },
} as const;

const FORMS = {
  digits: { name: 'digits', shape: [8, 8, 1], classes: 10, examples: 1437 },
  cifar10: { name: 'CIFAR-10', shape: [32, 32, 3], classes: 10, examples: 50_000 },
  cifar100: { name: 'CIFAR-100', shape: [32, 32, 3], classes: 100, examples: 50_000 },
} as const;

/** What is known of a data set from its kind, and of IDX files from their headers where they can be read. */
export function datasetForm(plan: DatasetPlan, files: DatasetFiles | null): DatasetForm {
  // A zip archive has its directory at its end, and what is read here are starts of files.
  if (plan.type === 'npz') return { name: plan.path, shape: null, classes: null, examples: null };
  if (plan.type !== 'idx') return FORMS[plan.type];
  const images = readEither(files, plan.path, 'train-images-idx3-ubyte', IMAGE_HEADER);
  const labels = readEither(files, plan.path, 'train-labels-idx1-ubyte', MOST_LABELS);
  const sizes = images === null ? null : idxSizes(images, 3);
  const [examples = null, height = 0, width = 0] = sizes ?? [];
  return {
    name: plan.path,
    shape: sizes === null ? null : [height, width, 1],
    classes: labels === null ? null : classesOf(labels),
    examples,
  };
}

/** The first file that the data set needs and that is not there; null where nothing is missing. */
export function missingFile(plan: DatasetPlan, files: DatasetFiles): string | null {
  if (plan.type === 'digits') return null; // they ship with the product
  const { path } = plan;
  if (plan.type === 'npz') return files.exists(path) ? null : path;
  const missing = NEEDED[plan.type].find(
    (names) => !names.some((name) => files.exists(inFolder(path, name))),
  );
  const [first] = missing ?? [];
  return first === undefined ? null : inFolder(path, first);
}

/** Each of them, or one of those that may stand for it. */
const NEEDED: Readonly<Record<'cifar10' | 'cifar100' | 'idx', readonly (readonly string[])[]>> = {
  cifar10: [...CIFAR_FILES.cifar10.train, CIFAR_FILES.cifar10.test].map((name) => [name]),
  cifar100: [...CIFAR_FILES.cifar100.train, CIFAR_FILES.cifar100.test].map((name) => [name]),
  idx: ['train-images-idx3', 'train-labels-idx1', 't10k-images-idx3', 't10k-labels-idx1'].map((name) => [
    `${name}-ubyte`,
    `${name}-ubyte.gz`,
  ]),
};

const IMAGE_HEADER = 16;
const LABEL_HEADER = 8;
/** More than any data set of this form has. */
const MOST_LABELS = 1_000_000;

function inFolder(folder: string, name: string): string {
  return folder.endsWith('/') ? folder + name : `${folder}/${name}`;
}

function readEither(
  files: DatasetFiles | null,
  folder: string,
  name: string,
  length: number,
): Uint8Array | null {
  const path = inFolder(folder, name);
  return files?.read(path, length) ?? files?.read(`${path}.gz`, length) ?? null;
}

/** 00 00 08 and the number of dimensions, then a big-endian 32-bit size for each. */
function idxSizes(bytes: Uint8Array, dimensions: number): number[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 + 4 * dimensions || view.getUint32(0) !== 0x800 + dimensions) return null;
  return Array.from({ length: dimensions }, (_, axis) => view.getUint32(4 + 4 * axis));
}

function classesOf(labels: Uint8Array): number | null {
  const [count] = idxSizes(labels, 1) ?? [];
  if (count === undefined || count === 0 || labels.length < LABEL_HEADER + count) return null;
  return (
    1 + labels.subarray(LABEL_HEADER, LABEL_HEADER + count).reduce((most, label) => Math.max(most, label), 0)
  );
}
