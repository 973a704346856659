import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Pair } from '../../../src/core/model/op.ts';
import { compositeKernels } from '../../../src/training/backends/compositeKernels.ts';
import type { ForwardContext, OpCall } from '../../../src/training/ops/opImplementation.ts';
import { pool } from '../../../src/training/ops/pool.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** A max pool of a 2 × 2 map of 1, 2, 3 and 4 with this padding on all sides. */
function maxPool(size: Pair, padding: number, outputSide: number): number[] {
  const attributes = {
    ...({ type: 'max', size, stride: [1, 1], rounding: 'floor' } as const),
    padding: [padding, padding, padding, padding] as const,
  };
  const call: Partial<OpCall<'pool'>> = {
    attributes,
    inputs: [tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1])],
    inputShapes: [[2, 2, 1]],
    outputShape: [outputSide, outputSide, 1],
  };
  const context: Partial<ForwardContext> = { kernels: compositeKernels };
  return [...pool.forward(call as OpCall<'pool'>, context as ForwardContext).dataSync()];
}

describe('a max pool', () => {
  it('takes padding for less than every number', () => {
    // Windows of 2 × 2 around each corner of the map: by hand.
    expect(maxPool([2, 2], 1, 3)).toEqual([1, 2, 2, 3, 4, 4, 3, 4, 4]);
  });

  it('with a window wholly in padding says so, and gives no −∞', () => {
    expect(() => maxPool([2, 2], 2, 5)).toThrow(/2×2 windows on a 2×2 map has row 1.*wholly in padding/);
  });
});
