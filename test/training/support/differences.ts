import type * as tf from '@tensorflow/tfjs';
import type { NamedTensor } from '../../../src/training/runs/safetensors.ts';

/** The largest |a − b| / max(1, |b|) over all numbers; infinite where the shapes differ. */
export function largestDifference(actual: tf.Tensor, expected: NamedTensor): number {
  if (actual.shape.join() !== expected.shape.join()) return Number.POSITIVE_INFINITY;
  const values = actual.dataSync();
  return expected.data.reduce((largest, wanted, i) => {
    const found = values[i] ?? Number.NaN;
    const difference = Math.abs(found - wanted) / Math.max(1, Math.abs(wanted));
    return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(largest, difference);
  }, 0);
}
