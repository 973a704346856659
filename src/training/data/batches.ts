import type { AugmentPlan } from '../../core/plan/trainingPlan.ts';
import { augmentView, PLAIN_VIEW, type View } from './augment.ts';
import type { ExampleSource } from './dataset.ts';
import { type ImageReader, openImageReader } from './imageReader.ts';
import type { Normalizer } from './normalizer.ts';
import { epochOrder } from './sampler.ts';

export interface Batch {
  readonly count: number;
  /** count × height × width × channels. */
  readonly images: Float32Array;
  readonly labels: Int32Array;
}

export interface BatchPlan {
  readonly batch: number;
  readonly seed: number;
  readonly augment: readonly AugmentPlan[];
}

/** An epoch sees every example once; its last batch may be smaller. */
export function stepsPerEpoch(examples: number, batch: number): number {
  return Math.ceil(examples / batch);
}

/** Of a step; both are counted from 1. */
export function epochOf(step: number, examples: number, batch: number): number {
  return 1 + Math.floor((step - 1) / stepsPerEpoch(examples, batch));
}

/** Which batch: that of a training step, or a piece of the test set. */
export type BatchJob =
  | { readonly set: 'train'; readonly step: number }
  | { readonly set: 'test'; readonly start: number; readonly count: number };

/** What batches follow from. Nothing but data, so that threads get it as it is. */
export interface BatchRecipe {
  readonly source: ExampleSource;
  readonly normalizer: Normalizer;
  readonly plan: BatchPlan;
}

/** The test images in their order. */
export function testJobs(count: number, batch: number): Extract<BatchJob, { set: 'test' }>[] {
  return Array.from({ length: Math.ceil(count / batch) }, (_, i) => ({
    set: 'test',
    start: i * batch,
    count: Math.min(batch, count - i * batch),
  }));
}

/** Makes batches, one at a time. A training batch follows from the seed and the step alone, so a resumed run sees the very same. */
export class BatchMaker {
  readonly #recipe: BatchRecipe;
  readonly #readers: Readonly<Record<'train' | 'test', ImageReader>>;
  #order: { readonly epoch: number; readonly indices: Uint32Array } | null = null;
  #raw = new Float32Array(0);

  constructor(recipe: BatchRecipe) {
    const { shape, train, test } = recipe.source;
    this.#recipe = recipe;
    this.#readers = {
      train: openImageReader(train.images, shape),
      test: openImageReader(test.images, shape),
    };
  }

  async make(job: BatchJob): Promise<Batch> {
    const { shape } = this.#recipe.source;
    const count = this.#indices(job).length;
    const images = new Float32Array(count * shape[0] * shape[1] * shape[2]);
    const labels = new Int32Array(count);
    await this.fill(job, images, labels);
    return { count, images, labels };
  }

  /** Writes the batch to the start of the two, which may hold more, and gives its count. */
  async fill(job: BatchJob, images: Float32Array, labels: Int32Array): Promise<number> {
    const { source, normalizer } = this.#recipe;
    const { shape, train, test } = source;
    const size = shape[0] * shape[1] * shape[2];
    const indices = this.#indices(job);
    if (this.#raw.length < indices.length * size) this.#raw = new Float32Array(indices.length * size);
    await this.#readers[job.set].read(indices, this.#raw);
    images.fill(0, 0, indices.length * size);
    const of = (job.set === 'train' ? train : test).labels;
    indices.forEach((index, i) => {
      const part = [i * size, (i + 1) * size] as const;
      writeView(
        source,
        normalizer,
        this.#raw.subarray(...part),
        this.#view(job, index),
        images.subarray(...part),
      );
      labels[i] = of[index] ?? 0;
    });
    return indices.length;
  }

  close(): void {
    this.#readers.train.close();
    this.#readers.test.close();
  }

  #indices(job: BatchJob): Uint32Array {
    if (job.set === 'test') return Uint32Array.from({ length: job.count }, (_, i) => job.start + i);
    const { source, plan } = this.#recipe;
    const { count } = source.train;
    const epoch = epochOf(job.step, count, plan.batch);
    if (this.#order?.epoch !== epoch) {
      this.#order = { epoch, indices: epochOrder(count, plan.seed, epoch) };
    }
    const inEpoch = (job.step - 1) % stepsPerEpoch(count, plan.batch);
    return this.#order.indices.subarray(inEpoch * plan.batch, (inEpoch + 1) * plan.batch);
  }

  #view(job: BatchJob, index: number): View {
    if (job.set === 'test') return PLAIN_VIEW;
    const { source, plan } = this.#recipe;
    return augmentView(plan.augment, plan.seed, epochOf(job.step, source.train.count, plan.batch), index);
  }
}

/** Normalises first, so that what the shift brings in is zero, as in the paper (mean subtracted, then padded). */
function writeView(
  { shape: [height, width, channels], maxValue }: ExampleSource,
  { mean, factor }: Normalizer,
  numbers: Float32Array,
  { down, right, mirrored }: View,
  target: Float32Array,
): void {
  const period = mean.length;
  for (let row = 0; row < height; row++) {
    const fromRow = row + down;
    if (fromRow < 0 || fromRow >= height) continue;
    for (let column = 0; column < width; column++) {
      const fromColumn = (mirrored ? width - 1 - column : column) + right;
      if (fromColumn < 0 || fromColumn >= width) continue;
      const from = (fromRow * width + fromColumn) * channels;
      const to = (row * width + column) * channels;
      for (let channel = 0; channel < channels; channel++) {
        const at = (from + channel) % period;
        target[to + channel] =
          ((numbers[from + channel] ?? 0) / maxValue - (mean[at] ?? 0)) * (factor[at] ?? 1);
      }
    }
  }
}
