import * as tf from '@tensorflow/tfjs';
import type { Pair } from '../../core/model/op.ts';

/** A map with by−1 zeros between its rows and its columns: (n−1)·by + 1 of them come out. Differentiable. */
export function insertZeros(x: tf.Tensor4D, by: Pair): tf.Tensor4D {
  const [byHeight, byWidth] = by;
  if (byHeight === 1 && byWidth === 1) return x;
  const [batch, height, width, channels] = x.shape;
  const rows = appendZeros(tf.reshape(x, [batch * height, 1, width * channels]), byHeight);
  const spread = [batch * height * byHeight * width, 1, channels] as const;
  const columns = appendZeros(tf.reshape(rows, [...spread]), byWidth);
  const full = tf.reshape<tf.Rank.R4>(columns, [batch, height * byHeight, width * byWidth, channels]);
  // What was appended after the last row and column is not between any.
  const size: [number, number, number, number] = [
    batch,
    (height - 1) * byHeight + 1,
    (width - 1) * byWidth + 1,
    channels,
  ];
  return tf.slice<tf.Rank.R4, tf.Tensor4D>(full, [0, 0, 0, 0], size);
}

function appendZeros(x: tf.Tensor3D, by: number): tf.Tensor3D {
  const paddings: [number, number][] = [
    [0, 0],
    [0, by - 1],
    [0, 0],
  ];
  return tf.pad(x, paddings);
}
