import type { AugmentPlan } from '../../core/plan/trainingPlan.ts';
import { augmentView, PLAIN_VIEW, type View } from './augment.ts';
import type { Dataset, Examples } from './dataset.ts';
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

/** The training batches: each follows from the seed and the step alone, so a resumed run sees the very same. */
export class TrainingBatches {
  readonly #dataset: Dataset;
  readonly #normalizer: Normalizer;
  readonly #plan: BatchPlan;
  #order: { readonly epoch: number; readonly indices: Uint32Array } | null = null;

  constructor(dataset: Dataset, normalizer: Normalizer, plan: BatchPlan) {
    this.#dataset = dataset;
    this.#normalizer = normalizer;
    this.#plan = plan;
  }

  /** Counted from 1, as the step is. */
  epochOf(step: number): number {
    return 1 + Math.floor((step - 1) / stepsPerEpoch(this.#dataset.train.count, this.#plan.batch));
  }

  at(step: number): Batch {
    const { batch, seed, augment } = this.#plan;
    const epoch = this.epochOf(step);
    if (this.#order?.epoch !== epoch) {
      this.#order = { epoch, indices: epochOrder(this.#dataset.train.count, seed, epoch) };
    }
    const inEpoch = (step - 1) % stepsPerEpoch(this.#dataset.train.count, batch);
    const indices = this.#order.indices.subarray(inEpoch * batch, (inEpoch + 1) * batch);
    return collectBatch(this.#dataset, this.#dataset.train, this.#normalizer, indices, (index) =>
      augmentView(augment, seed, epoch, index),
    );
  }
}

/** The test images in their order, unchanged but for the normalisation. */
export function* testBatches(dataset: Dataset, normalizer: Normalizer, batch: number): Generator<Batch> {
  for (let start = 0; start < dataset.test.count; start += batch) {
    const count = Math.min(batch, dataset.test.count - start);
    const indices = Uint32Array.from({ length: count }, (_, i) => start + i);
    yield collectBatch(dataset, dataset.test, normalizer, indices, () => PLAIN_VIEW);
  }
}

function collectBatch(
  dataset: Dataset,
  examples: Examples,
  normalizer: Normalizer,
  indices: Uint32Array,
  viewOf: (index: number) => View,
): Batch {
  const size = dataset.shape[0] * dataset.shape[1] * dataset.shape[2];
  const images = new Float32Array(indices.length * size);
  const bytes = new Uint8Array(size);
  indices.forEach((index, i) => {
    examples.copyImage(index, bytes, 0);
    writeView(dataset, normalizer, bytes, viewOf(index), images.subarray(i * size, (i + 1) * size));
  });
  const labels = Int32Array.from(indices, (index) => examples.label(index));
  return { count: indices.length, images, labels };
}

/** Normalises first, so that what the shift brings in is zero, as in the paper (mean subtracted, then padded). */
function writeView(
  { shape: [height, width, channels], maxValue }: Dataset,
  { mean, factor }: Normalizer,
  bytes: Uint8Array,
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
          ((bytes[from + channel] ?? 0) / maxValue - (mean[at] ?? 0)) * (factor[at] ?? 1);
      }
    }
  }
}
