import type { Tensor4D } from '@tensorflow/tfjs';
import type { Pair } from '../../core/model/op.ts';

/** Of single precision numbers, in the widest of its registers. */
const ONEDNN_BLOCK = 16;

/**
 * Whether oneDNN must not see this convolution as it is: its gradient of a 1×1 kernel with a stride writes beyond
 * its memory where the map has fewer channels than a register holds numbers, and the process crashes or hangs
 * sooner or later. Leaving the pixels out first gives the same without a stride.
 */
export function isNarrowStridedPoint(filter: Tensor4D, stride: Pair): boolean {
  const [height, width, channels] = filter.shape;
  return height === 1 && width === 1 && channels < ONEDNN_BLOCK && (stride[0] > 1 || stride[1] > 1);
}
