import type { ConvAttributes } from '../../core/model/op.ts';
import { diracChannel, SMALLEST_SQUARE, STANDARDIZED_EPSILON } from '../ops/parametrizedKernel.ts';

export interface ConvWeights {
  /** Height × width × channels of a group × filters. */
  readonly kernel: Float32Array;
  readonly alpha: Float32Array | null;
  readonly beta: Float32Array | null;
}

/** The kernel that a convolution uses, as plain numbers: see `ops/kernelOf.ts` for the same in a step. */
export function effectiveKernel(
  { kernel: [height, width], filters, groups, parametrization }: ConvAttributes,
  channels: number,
  weights: ConvWeights,
): Float64Array {
  const made = Float64Array.from(weights.kernel);
  if (parametrization === 'none') return made;
  for (let filter = 0; filter < filters; filter++) {
    const [mean, square] = moments(weights.kernel, filter, filters);
    const factor =
      parametrization === 'dirac'
        ? (weights.beta?.[filter] ?? 1) / Math.sqrt(square.sum + SMALLEST_SQUARE)
        : 1 / Math.sqrt(square.mean - mean * mean + STANDARDIZED_EPSILON);
    const shift = parametrization === 'dirac' ? 0 : mean;
    for (let i = filter; i < made.length; i += filters) made[i] = ((made[i] ?? 0) - shift) * factor;
    if (parametrization !== 'dirac') continue;
    const channel = diracChannel(filter, filters, groups, channels);
    if (channel === null) continue;
    const middle = Math.floor((height - 1) / 2) * width + Math.floor((width - 1) / 2);
    const place = (middle * channels + channel) * filters + filter;
    made[place] = (made[place] ?? 0) + (weights.alpha?.[filter] ?? 1);
  }
  return made;
}

/** The mean of a filter's weights, and the sum and the mean of their squares. */
function moments(
  kernel: Float32Array,
  filter: number,
  filters: number,
): readonly [mean: number, square: { readonly sum: number; readonly mean: number }] {
  let [sum, squares] = [0, 0];
  for (let i = filter; i < kernel.length; i += filters) {
    const weight = kernel[i] ?? 0;
    sum += weight;
    squares += weight * weight;
  }
  const count = kernel.length / filters;
  return [sum / count, { sum: squares, mean: squares / count }];
}
