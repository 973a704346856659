import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { NumberStore } from './dataset.ts';
import { numberReader } from './numberType.ts';
import { damaged, unreadable } from './readDataFile.ts';

type ImageShape = readonly [height: number, width: number, channels: number];

/** Gives images by their indices. Each thread has its own. */
export interface ImageReader {
  /**
   * Writes the images one after the other, each as height × width × channels, with the numbers of the data set as
   * they are.
   */
  read(indices: Uint32Array, target: Float32Array): Promise<void>;
  close(): void;
}

export function openImageReader(store: NumberStore, shape: ImageShape): ImageReader {
  const size = shape[0] * shape[1] * shape[2];
  const records = openRecords(store, size * store.type.bytes);
  const copy = copier(store, shape);
  return {
    read(indices, target) {
      indices.forEach((index, i) => {
        copy(records.at(index), target.subarray(i * size, (i + 1) * size));
      });
      return Promise.resolve();
    },
    close() {
      records.close();
    },
  };
}

interface Records {
  /** The bytes of one image; they hold until the next call. */
  at(index: number): Uint8Array;
  close(): void;
}

function openRecords({ bytes, start, stride }: NumberStore, length: number): Records {
  if (bytes instanceof Uint8Array) {
    return {
      at: (index) => bytes.subarray(start + index * stride, start + index * stride + length),
      close: () => undefined,
    };
  }
  const { path } = bytes;
  const file = openFile(path);
  const record = new Uint8Array(length);
  return {
    at(index) {
      const from = start + index * stride;
      const found = readFully(file, path, record, from);
      if (found === length) return record;
      throw damaged(
        path,
        `expected ${length} bytes of image ${index} at byte ${from}, found ${found} (the file has ${fstatSync(file).size} bytes): it was cut while the run read it`,
      );
    },
    close() {
      closeSync(file);
    },
  };
}

function openFile(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    throw unreadable(path, error);
  }
}

function readFully(file: number, path: string, into: Uint8Array, from: number): number {
  let done = 0;
  try {
    while (done < into.length) {
      const count = readSync(file, into, done, into.length - done, from + done);
      if (count === 0) break;
      done += count;
    }
  } catch (error) {
    throw unreadable(path, error);
  }
  return done;
}

type Copy = (record: Uint8Array, target: Float32Array) => void;

function copier({ type, planes }: NumberStore, [height, width, channels]: ImageShape): Copy {
  const pixels = height * width;
  const size = pixels * channels;
  const at: (i: number) => number = planes
    ? (i) => (i % channels) * pixels + Math.floor(i / channels)
    : (i) => i;
  if (type.kind === 'unsigned' && type.bytes === 1) {
    if (!planes) {
      return (record, target) => {
        target.set(record);
      };
    }
    const places = Uint32Array.from({ length: size }, (_, i) => at(i));
    return (record, target) => {
      for (let i = 0; i < size; i++) target[i] = record[places[i] ?? 0] ?? 0;
    };
  }
  const read = numberReader(type);
  return (record, target) => {
    const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
    for (let i = 0; i < size; i++) target[i] = read(view, at(i) * type.bytes);
  };
}
