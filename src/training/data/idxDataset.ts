import { join } from 'node:path';
import { type Dataset, type Examples, type LabelEvidence, shareBytes, shareLabels } from './dataset.ts';
import { UNSIGNED_BYTES } from './numberType.ts';
import { parseIdx } from './parseIdx.ts';
import { damaged, readDataFile } from './readDataFile.ts';

/** The magic number and the count, before the first label. */
const LABEL_HEADER_BYTES = 8;

export interface IdxForm {
  readonly name: string;
  readonly maxValue: number;
  /** Labels must be below it; null: the largest training label says how many classes there are. */
  readonly classes: number | null;
}

/** MNIST's four files in a folder, each plain or gzip. */
export function openIdxDataset(folder: string, form: IdxForm): Dataset {
  const train = readPart(folder, 'train', form.classes);
  const classes = form.classes ?? train.classes;
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
    ...(form.classes === null ? { labels: train.labels } : {}),
    maxValue: form.maxValue,
    train: train.examples,
    test: test.examples,
  };
}

interface IdxPart {
  readonly imagePath: string;
  readonly height: number;
  readonly width: number;
  /** One more than the largest label. */
  readonly classes: number;
  readonly labels: LabelEvidence;
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
  checkLabels(labelFile.path, labels.data, classes);
  const present = new Set(labels.data);
  const found = 1 + Math.max(...present);
  return {
    imagePath: imageFile.path,
    height,
    width,
    classes: found,
    labels: {
      path: labelFile.path,
      firstBeyond(expected) {
        const index = labels.data.findIndex((label) => label >= expected);
        if (index < 0) return null;
        return { label: labels.data[index] ?? 0, place: `byte ${LABEL_HEADER_BYTES + index}` };
      },
      absent: found - present.size,
    },
    examples: {
      count,
      labels: shareLabels(labels.data),
      images: { bytes: shareBytes(images.data), start: 0, stride: size, type: UNSIGNED_BYTES, planes: false },
    },
  };
}

function checkLabels(path: string, labels: Uint8Array, classes: number | null): void {
  if (classes === null) return;
  const index = labels.findIndex((label) => label >= classes);
  if (index < 0) return;
  throw damaged(
    path,
    `expected a label from 0 to ${classes - 1} at byte ${LABEL_HEADER_BYTES + index}, found ${labels[index] ?? 0}`,
  );
}

function readEither(folder: string, name: string): { readonly path: string; readonly bytes: Buffer } {
  return readDataFile([join(folder, name), join(folder, `${name}.gz`)]);
}
