import type { Pair } from '../../core/model/op.ts';

/** batch, height, width, channels. */
type MapShape = readonly [number, number, number, number];

export interface MapValues {
  readonly shape: MapShape;
  readonly values: ArrayLike<number>;
}

/**
 * The gradient of a max pool without padding, in plain JavaScript: each window's goes to its first largest
 * element. For backends whose own is wrong (wasm's of tfjs 4.22 is for four channels).
 */
export function maxPoolGradient(x: MapValues, dy: MapValues, size: Pair, stride: Pair): Float32Array {
  const gradient = new Float32Array(x.values.length);
  const [batch, height, width, channels] = dy.shape;
  let at = 0;
  for (let example = 0; example < batch; example++) {
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        for (let channel = 0; channel < channels; channel++) {
          const largest = largestAt(x, example, row * stride[0], column * stride[1], channel, size);
          gradient[largest] = (gradient[largest] ?? 0) + (dy.values[at++] ?? 0);
        }
      }
    }
  }
  return gradient;
}

function largestAt(
  { shape: [, height, width, channels], values }: MapValues,
  example: number,
  top: number,
  left: number,
  channel: number,
  [rows, columns]: Pair,
): number {
  let [best, bestValue] = [-1, Number.NEGATIVE_INFINITY];
  for (let row = top; row < top + rows; row++) {
    for (let column = left; column < left + columns; column++) {
      const place = ((example * height + row) * width + column) * channels + channel;
      const value = values[place] ?? Number.NaN;
      if (best !== -1 && value <= bestValue) continue;
      [best, bestValue] = [place, value];
    }
  }
  return best;
}
