import { join } from 'node:path';
import type { Dataset, Examples } from './dataset.ts';
import { parseIdx } from './parseIdx.ts';
import { damaged, readDataFile } from './readDataFile.ts';

export interface IdxForm {
  readonly name: string;
  readonly maxValue: number;
  /** Labels must be below it; null: the largest training label says how many classes there are. */
  readonly classes: number | null;
}

/** MNIST's four files in a folder, each plain or gzip. */
export function openIdxDataset(folder: string, form: IdxForm): Dataset {
  const train = readPart(folder, 'train', form.classes);
  const classes = form.classes ?? 1 + train.largestLabel;
  const test = readPart(folder, 't10k', classes);
  if (train.height !== test.height || train.width !== test.width) {
    throw damaged(
      test.imagePath,
      `expected ${train.height}×${train.width} images as in ${train.imagePath}, found ${test.height}×${test.width} (sizes at byte 8)`,
    );
  }
  return {
    name: form.name,
    shape: [train.height, train.width, 1],
    classes,
    maxValue: form.maxValue,
    train: train.examples,
    test: test.examples,
  };
}

interface IdxPart {
  readonly imagePath: string;
  readonly height: number;
  readonly width: number;
  readonly largestLabel: number;
  readonly examples: Examples;
}

function readPart(folder: string, prefix: 'train' | 't10k', classes: number | null): IdxPart {
  const imageFile = readEither(folder, `${prefix}-images-idx3-ubyte`);
  const labelFile = readEither(folder, `${prefix}-labels-idx1-ubyte`);
  const images = parseIdx(imageFile.path, imageFile.bytes, 3);
  const labels = parseIdx(labelFile.path, labelFile.bytes, 1);
  const [count = 0, height = 0, width = 0] = images.sizes;
  if (labels.data.length !== count) {
    throw damaged(
      labelFile.path,
      `expected ${count} labels at byte 4, one for each image of ${imageFile.path}, found ${labels.data.length}`,
    );
  }
  const size = height * width;
  return {
    imagePath: imageFile.path,
    height,
    width,
    largestLabel: checkLabels(labelFile.path, labels.data, classes),
    examples: {
      count,
      copyImage(index, target, offset) {
        target.set(images.data.subarray(index * size, (index + 1) * size), offset);
      },
      label: (index) => labels.data[index] ?? 0,
    },
  };
}

function checkLabels(path: string, labels: Uint8Array, classes: number | null): number {
  let largest = 0;
  labels.forEach((label, index) => {
    if (classes !== null && label >= classes) {
      throw damaged(path, `expected a label from 0 to ${classes - 1} at byte ${8 + index}, found ${label}`);
    }
    largest = Math.max(largest, label);
  });
  return largest;
}

function readEither(folder: string, name: string): { readonly path: string; readonly bytes: Buffer } {
  return readDataFile([join(folder, name), join(folder, `${name}.gz`)]);
}
