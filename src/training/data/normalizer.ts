import type { TrainingPlan } from '../../core/plan/trainingPlan.ts';
import type { Dataset } from './dataset.ts';

/** Turns bytes into what the net sees: (byte / maxValue − mean) · factor, place by place. */
export interface Normalizer {
  /** One value for each number of an image, or for each channel. */
  readonly mean: Float32Array;
  readonly factor: Float32Array;
}

/** The statistics are those of the training images alone. */
export function createNormalizer(dataset: Dataset, kind: TrainingPlan['normalize']): Normalizer {
  const [height, width, channels] = dataset.shape;
  const size = height * width * channels;
  if (kind === 'none')
    return { mean: new Float32Array(channels), factor: new Float32Array(channels).fill(1) };
  const perPixel = kind === 'per_pixel_mean';
  const sums = new Float64Array(perPixel ? size : channels);
  const squares = new Float64Array(sums.length);
  const image = new Uint8Array(size);
  for (let index = 0; index < dataset.train.count; index++) {
    dataset.train.copyImage(index, image, 0);
    for (let i = 0; i < size; i++) {
      const value = (image[i] ?? 0) / dataset.maxValue;
      const at = i % sums.length;
      sums[at] = (sums[at] ?? 0) + value;
      squares[at] = (squares[at] ?? 0) + value * value;
    }
  }
  const count = (dataset.train.count * size) / sums.length;
  const mean = Float32Array.from(sums, (sum) => sum / count);
  if (perPixel) return { mean, factor: new Float32Array(sums.length).fill(1) };
  const factor = Float32Array.from(squares, (square, i) => {
    const variance = square / count - (mean[i] ?? 0) ** 2;
    return variance > 1e-12 ? 1 / Math.sqrt(variance) : 1;
  });
  return { mean, factor };
}
