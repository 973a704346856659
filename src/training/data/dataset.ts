import type { NumberType } from './numberType.ts';

/**
 * Where the images of a part lie. Nothing but data, so that the threads that make batches get it as it is; bytes
 * lie in shared memory, which is then not copied.
 */
export interface NumberStore {
  readonly bytes: Uint8Array<SharedArrayBuffer> | { readonly path: string };
  /** The first byte of the first image, and the bytes from one image to the next. */
  readonly start: number;
  readonly stride: number;
  readonly type: NumberType;
  /** Each image is one plane a channel, as CIFAR has it, in place of height × width × channels. */
  readonly planes: boolean;
}

/** Images with a class each, by index. */
export interface Examples {
  readonly count: number;
  /** The class of each, in shared memory. */
  readonly labels: Int32Array;
  readonly images: NumberStore;
}

/** Training labels that say themselves how many classes there are, so that a broken one adds classes. */
export interface LabelEvidence {
  readonly path: string;
  /** The first label that is none of so many classes, and where it is (`byte 9`); null where there is none. */
  firstBeyond(classes: number): { readonly label: number; readonly place: string } | null;
  /** Classes below the largest label of which there is no example. */
  readonly absent: number;
}

/** What a thread needs of a data set to make its batches. */
export interface ExampleSource {
  readonly shape: readonly [height: number, width: number, channels: number];
  /** What full white is: numbers are divided by it. 1 where they are taken as they are. */
  readonly maxValue: number;
  readonly train: Examples;
  readonly test: Examples;
}

export interface Dataset extends ExampleSource {
  /** As people call it: `digits`, `CIFAR-10`, or the folder of IDX files. */
  readonly name: string;
  readonly classes: number;
  /** Left out where the form of the data says how many classes there are. */
  readonly labels?: LabelEvidence;
}

/** Bytes that several threads can read. */
export function sharedBytes(length: number): Uint8Array<SharedArrayBuffer> {
  return new Uint8Array(new SharedArrayBuffer(length));
}

/** Joins them in shared memory. */
export function shareBytes(...parts: readonly Uint8Array[]): Uint8Array<SharedArrayBuffer> {
  const shared = sharedBytes(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    shared.set(part, at);
    at += part.length;
  }
  return shared;
}

/** Class indices that several threads can read. */
export function shareLabels(labels: ArrayLike<number>): Int32Array {
  const shared = new Int32Array(new SharedArrayBuffer(4 * labels.length));
  shared.set(labels);
  return shared;
}
