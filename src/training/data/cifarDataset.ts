import { join } from 'node:path';
import { CIFAR_FILES } from '../../core/plan/datasetForms.ts';
import { type Dataset, type Examples, shareBytes, shareLabels } from './dataset.ts';
import { UNSIGNED_BYTES } from './numberType.ts';
import { damaged, readDataFile } from './readDataFile.ts';

const SIDE = 32;
const PIXELS = SIDE * SIDE;

interface CifarForm {
  readonly name: string;
  readonly classes: number;
  /** CIFAR-100 has a coarse label before the fine one. */
  readonly labelBytes: 1 | 2;
  readonly train: readonly string[];
  readonly test: string;
}

const FORMS: Record<'cifar10' | 'cifar100', CifarForm> = {
  cifar10: {
    name: 'CIFAR-10',
    classes: 10,
    labelBytes: 1,
    ...CIFAR_FILES.cifar10,
  },
  cifar100: { name: 'CIFAR-100', classes: 100, labelBytes: 2, ...CIFAR_FILES.cifar100 },
};

/** The binary version of the CIFAR data sets: a label, then 32×32 red, green and blue values, row by row. */
export function openCifarDataset(type: 'cifar10' | 'cifar100', folder: string): Dataset {
  const form = FORMS[type];
  return {
    name: form.name,
    shape: [SIDE, SIDE, 3],
    classes: form.classes,
    maxValue: 255,
    train: joinFiles(
      form,
      form.train.map((name) => readRecords(form, join(folder, name))),
    ),
    test: joinFiles(form, [readRecords(form, join(folder, form.test))]),
  };
}

function recordBytes(form: CifarForm): number {
  return form.labelBytes + 3 * PIXELS;
}

function readRecords(form: CifarForm, file: string): Uint8Array {
  const { path, bytes } = readDataFile([file]);
  const record = recordBytes(form);
  const whole = Math.floor(bytes.length / record);
  if (bytes.length % record !== 0 || whole === 0) {
    throw damaged(
      path,
      `expected whole records of ${record} bytes, found ${bytes.length - whole * record} bytes after record ${whole} (byte ${whole * record})`,
    );
  }
  for (let at = form.labelBytes - 1; at < bytes.length; at += record) {
    const label = bytes[at] ?? 0;
    if (label >= form.classes) {
      throw damaged(
        path,
        `expected a label from 0 to ${form.classes - 1} in record ${Math.floor(at / record) + 1} (byte ${at}), found ${label}`,
      );
    }
  }
  return bytes;
}

function joinFiles(form: CifarForm, files: readonly Uint8Array[]): Examples {
  const stride = recordBytes(form);
  const bytes = shareBytes(...files);
  const count = bytes.length / stride;
  const start = form.labelBytes;
  return {
    count,
    labels: shareLabels(Array.from({ length: count }, (_, i) => bytes[i * stride + start - 1] ?? 0)),
    images: { bytes, start, stride, type: UNSIGNED_BYTES, planes: true },
  };
}
