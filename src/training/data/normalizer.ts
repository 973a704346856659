import type { TrainingPlan } from '../../core/plan/trainingPlan.ts';
import { TrainingError } from '../trainingError.ts';
import type { Dataset } from './dataset.ts';
import { openImageReader } from './imageReader.ts';

/** Turns numbers of the data into what the net sees: (number / maxValue − mean) · factor, place by place. */
export interface Normalizer {
  /** One value for each number of an image, or for each channel. */
  readonly mean: Float32Array;
  readonly factor: Float32Array;
}

/** Images that are read at once. */
const CHUNK = 64;

/** The statistics are those of the training images alone. */
export async function createNormalizer(
  dataset: Dataset,
  kind: TrainingPlan['normalize'],
): Promise<Normalizer> {
  const [height, width, channels] = dataset.shape;
  const size = height * width * channels;
  if (kind === 'none')
    return { mean: new Float32Array(channels), factor: new Float32Array(channels).fill(1) };
  const perPixel = kind === 'per_pixel_mean';
  const { sums, squares } = await sumUp(dataset, perPixel ? size : channels);
  const count = (dataset.train.count * size) / sums.length;
  const mean = Float32Array.from(sums, (sum) => sum / count);
  if (perPixel) return { mean, factor: new Float32Array(sums.length).fill(1) };
  const factor = Float32Array.from(squares, (square, i) => {
    const variance = square / count - (mean[i] ?? 0) ** 2;
    return variance > 1e-12 ? 1 / Math.sqrt(variance) : 1;
  });
  return { mean, factor };
}

interface Sums {
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}

/** Over all training images, of the numbers at each of the first `places` places and of those a period further. */
async function sumUp(dataset: Dataset, places: number): Promise<Sums> {
  const { shape, maxValue, train } = dataset;
  const size = shape[0] * shape[1] * shape[2];
  const sums = new Float64Array(places);
  const squares = new Float64Array(places);
  const images = new Float32Array(CHUNK * size);
  const reader = openImageReader(train.images, shape);
  try {
    for (let start = 0; start < train.count; start += CHUNK) {
      const count = Math.min(CHUNK, train.count - start);
      const indices = Uint32Array.from({ length: count }, (_, i) => start + i);
      await reader.read(indices, images);
      for (let i = 0; i < count * size; i++) {
        const value = (images[i] ?? 0) / maxValue;
        if (!Number.isFinite(value)) throw notFinite(dataset, start + Math.floor(i / size), value);
        const at = i % places;
        sums[at] = (sums[at] ?? 0) + value;
        squares[at] = (squares[at] ?? 0) + value * value;
      }
    }
  } finally {
    reader.close();
  }
  return { sums, squares };
}

function notFinite({ name }: Dataset, image: number, value: number): TrainingError {
  return new TrainingError(
    'data.damaged',
    1,
    `${name}: expected finite numbers, found ${value} in training image ${image} (counted from 0). Take such images out, or put another number there.`,
  );
}
