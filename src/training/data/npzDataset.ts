import { existsSync } from 'node:fs';
import { TrainingError } from '../trainingError.ts';
import {
  type Dataset,
  type Examples,
  type LabelEvidence,
  type NumberStore,
  sharedBytes,
  shareLabels,
} from './dataset.ts';
import { type NpzArray, NpzFile } from './npzFile.ts';
import { type NumberType, numberReader } from './numberType.ts';
import { damaged } from './readDataFile.ts';

interface Names {
  readonly trainImages: string;
  readonly trainLabels: string;
  readonly testImages: string;
  readonly testLabels: string;
}

/** The names of Keras' data sets, and those of MedMNIST's. */
const CONVENTIONS: readonly Names[] = [
  { trainImages: 'x_train', trainLabels: 'y_train', testImages: 'x_test', testLabels: 'y_test' },
  {
    trainImages: 'train_images',
    trainLabels: 'train_labels',
    testImages: 'test_images',
    testLabels: 'test_labels',
  },
];

/**
 * Images (count × height × width, or × channels) and their classes in one .npz file. Bytes and 16-bit images are
 * divided by 255 and 65,535; other numbers are taken as they are. An array that is stored in C order is read image by
 * image, others are held in memory.
 */
export async function openNpzDataset(path: string): Promise<Dataset> {
  if (!existsSync(path)) {
    throw new TrainingError(
      'data.missing',
      2,
      `The data file ${path} does not exist. Give the .npz file as the data set's \`path\`.`,
    );
  }
  const file = new NpzFile(path);
  try {
    const names = findNames(file);
    const [trainImages, testImages] = [arrayOf(file, names.trainImages), arrayOf(file, names.testImages)];
    const shape = imageShape(path, trainImages);
    requireSameImages(path, trainImages, testImages);
    const trainLabels = await readLabels(file, arrayOf(file, names.trainLabels), trainImages);
    const testLabels = await readLabels(file, arrayOf(file, names.testLabels), testImages);
    const classes = Math.max(trainLabels.classes, 1 + maximum(trainLabels.values));
    requireClasses(path, testLabels, classes);
    return {
      name: path,
      shape,
      classes,
      ...(trainLabels.classes > 0 ? {} : { labels: evidence(path, trainLabels, classes) }),
      maxValue: maxValue(trainImages.type),
      train: await examples(file, trainImages, trainLabels),
      test: await examples(file, testImages, testLabels),
    };
  } finally {
    file.close();
  }
}

function findNames({ path, arrays }: NpzFile): Names {
  const [keras, other] = CONVENTIONS;
  const found = CONVENTIONS.find((names) => Object.values(names).every((name: string) => arrays.has(name)));
  if (found !== undefined) return found;
  const list = (names: Names | undefined): string => Object.values(names ?? {}).join(', ');
  const there = [...arrays.keys()];
  throw new TrainingError(
    'data.damaged',
    1,
    `${path}: expected the arrays ${list(keras)} (or ${list(other)}), found ${there.length === 0 ? 'no array' : there.join(', ')}. Write the file with such names: numpy.savez("…", x_train=…, y_train=…, x_test=…, y_test=…).`,
  );
}

function arrayOf({ arrays }: NpzFile, name: string): NpzArray {
  const array = arrays.get(name);
  if (array === undefined) throw new Error(`there is no array ${name}`);
  return array;
}

function shapeText({ shape }: NpzArray): string {
  return `(${shape.join(', ')})`;
}

function imageShape(path: string, array: NpzArray): Dataset['shape'] {
  const [count = 0, height = 0, width = 0, channels = 1] = array.shape;
  const isImages = array.shape.length === 3 || array.shape.length === 4;
  if (!isImages || height * width * channels === 0) {
    throw damaged(
      path,
      `expected ${array.name} of the shape (count, height, width) or (count, height, width, channels), found ${shapeText(array)}`,
    );
  }
  if (count === 0) throw damaged(path, `expected at least one image in ${array.name}, found none`);
  return [height, width, channels];
}

function requireSameImages(path: string, train: NpzArray, test: NpzArray): void {
  imageShape(path, test);
  const isSame =
    test.shape.length === train.shape.length &&
    test.shape.every((size, axis) => axis === 0 || size === train.shape[axis]);
  const { kind, bytes } = train.type;
  if (isSame && test.type.kind === kind && test.type.bytes === bytes) return;
  throw damaged(
    path,
    `expected images in ${test.name} as in ${train.name}, which is ${typeText(train)} of the shape ${shapeText(train)}, found ${typeText(test)} of the shape ${shapeText(test)}`,
  );
}

const TYPE_NAMES = { boolean: 'bool', signed: 'int', unsigned: 'uint', float: 'float' } as const;

function typeText({ type }: NpzArray): string {
  return type.kind === 'boolean' ? 'bool' : `${TYPE_NAMES[type.kind]}${8 * type.bytes}`;
}

function maxValue({ kind, bytes }: NumberType): number {
  if (kind !== 'unsigned') return 1;
  return bytes === 1 ? 255 : bytes === 2 ? 65_535 : 1;
}

interface Labels {
  readonly name: string;
  readonly values: Int32Array;
  /** As many as a row of one-hot labels has; 0 where labels are class numbers. */
  readonly classes: number;
}

/** Class numbers (count, or count × 1), or a row of 0 and 1 an image. */
async function readLabels(file: NpzFile, array: NpzArray, images: NpzArray): Promise<Labels> {
  const { path } = file;
  const [count = 0, width = 1, ...more] = array.shape;
  if (array.shape.length === 0 || more.length > 0 || count !== images.shape[0]) {
    throw damaged(
      path,
      `expected ${array.name} of the shape (${images.shape[0] ?? 0}), one label for each image of ${images.name}, found ${shapeText(array)}`,
    );
  }
  const bytes = await file.load(array);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = numberReader(array.type);
  const [down, right] = array.fortran ? [1, count] : [width, 1];
  const number = (row: number, column: number): number =>
    read(view, (row * down + column * right) * array.type.bytes);
  const label =
    width === 1
      ? (row: number): number => classNumber(path, array.name, row, number(row, 0))
      : (row: number): number =>
          hotColumn(
            path,
            array.name,
            row,
            Array.from({ length: width }, (_, i) => number(row, i)),
          );
  return {
    name: array.name,
    values: shareLabels(Array.from({ length: count }, (_, row) => label(row))),
    classes: width === 1 ? 0 : width,
  };
}

/** More classes than any data set has: a larger label is a mistake. */
const MOST_CLASSES = 1_000_000;

function classNumber(path: string, name: string, row: number, value: number): number {
  if (Number.isInteger(value) && value >= 0 && value < MOST_CLASSES) return value;
  throw damaged(path, `expected a class number from 0 on in ${name}[${row}], found ${value}`);
}

function hotColumn(path: string, name: string, row: number, values: readonly number[]): number {
  const column = values.indexOf(1);
  if (column >= 0 && values.every((value, i) => value === (i === column ? 1 : 0))) return column;
  throw damaged(
    path,
    `expected a single 1 and zeros in ${name}[${row}], found ${values.slice(0, 10).join(', ')}`,
  );
}

function maximum(values: Int32Array): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}

function requireClasses(path: string, { name, values }: Labels, classes: number): void {
  const row = values.findIndex((label) => label >= classes);
  if (row < 0) return;
  throw damaged(
    path,
    `expected a class number from 0 to ${classes - 1}, as in the training labels, in ${name}[${row}], found ${values[row] ?? 0}`,
  );
}

function evidence(path: string, { name, values }: Labels, classes: number): LabelEvidence {
  return {
    path,
    firstBeyond(expected) {
      const row = values.findIndex((label) => label >= expected);
      return row < 0 ? null : { label: values[row] ?? 0, place: `${name}[${row}]` };
    },
    absent: classes - new Set(values).size,
  };
}

async function examples(file: NpzFile, array: NpzArray, { values }: Labels): Promise<Examples> {
  return { count: values.length, labels: values, images: await numbersOf(file, array) };
}

async function numbersOf(file: NpzFile, array: NpzArray): Promise<NumberStore> {
  const { type, shape, member, dataStart } = array;
  const [count = 0, ...image] = shape;
  const stride = type.bytes * image.reduce((product, size) => product * size, 1);
  const layout = { stride, type, planes: false };
  if (member.method === 0 && !array.fortran) {
    return { bytes: { path: file.path }, start: dataStart + array.bytes, ...layout };
  }
  const bytes = await file.load(array);
  const ordered = array.fortran ? inCOrder(bytes, [count, ...image], type.bytes) : bytes;
  return { bytes: ordered, start: 0, ...layout };
}

/** The same array with its last axis changing fastest. */
function inCOrder(bytes: Uint8Array, shape: readonly number[], width: number): Uint8Array<SharedArrayBuffer> {
  const ordered = sharedBytes(bytes.length);
  const strides = shape.map((_, axis) =>
    shape.slice(0, axis).reduce((product, size) => product * size, width),
  );
  const at = shape.map(() => 0);
  let from = 0;
  for (let to = 0; to < bytes.length; to += width) {
    for (let byte = 0; byte < width; byte++) ordered[to + byte] = bytes[from + byte] ?? 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis] ?? 0;
      at[axis] = (at[axis] ?? 0) + 1;
      if (at[axis] !== shape[axis]) break;
      from -= (at[axis] ?? 0) * (strides[axis] ?? 0);
      at[axis] = 0;
    }
  }
  return ordered;
}
