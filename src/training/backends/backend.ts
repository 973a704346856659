import type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import type { Pair } from '../../core/model/op.ts';
import type { GraphBackend } from './graphBackend.ts';

/** What computes. TensorFlow.js' current backend is this one's from the moment it is opened. */
export interface Backend {
  readonly name: 'tensorflow' | 'wasm';
  /** `CPU` or `GPU:0`. */
  readonly device: string;
  /** The version of what does the arithmetic. */
  readonly version: string;
  readonly kernels: Kernels;
  /** Steps recorded as graphs; null where the backend has none. */
  readonly graphs: GraphBackend | null;
}

/** Padding of zeros: top, bottom, left, right. */
export type Pads = readonly [number, number, number, number];

export interface Normalized {
  readonly y: Tensor4D;
  /**
   * Of the batch, one a channel. Both are kept (`tf.keep`): whoever asked disposes of them. The variance is
   * the unbiased one, Σ(x−μ)²/(N−1).
   */
  readonly mean: Tensor1D;
  readonly variance: Tensor1D;
}

/**
 * The operations for which backends differ: TensorFlow has one fused operation where tfjs composes many, and
 * wasm lacks the gradients. Everything else is ordinary tfjs. All are differentiable in their tensors.
 * Maps are batch × height × width × channels.
 */
export interface Kernels {
  /**
   * `filter` is height × width × input channels × filters. With a constant `x`, which needs no gradient, none
   * has to be computed for it.
   */
  convolution(x: Tensor4D, filter: Tensor4D, stride: Pair, pads: Pads, isConstant?: boolean): Tensor4D;
  /** `filter` is height × width × channels × multiplier. */
  depthwiseConvolution(x: Tensor4D, filter: Tensor4D, stride: Pair, pads: Pads): Tensor4D;
  /** Without padding. The gradient goes to one of the largest. */
  maxPool(x: Tensor4D, size: Pair, stride: Pair): Tensor4D;
  /** Without padding. */
  averagePool(x: Tensor4D, size: Pair, stride: Pair): Tensor4D;
  relu<T extends Tensor>(x: T): T;
  /** By the statistics of the batch; the variance that divides is the biased one, as everywhere. */
  batchNorm(x: Tensor4D, gamma: Tensor1D, beta: Tensor1D, epsilon: number): Normalized;
  /** One loss for each example; `labels` are class indices. */
  sparseCrossEntropy(logits: Tensor2D, labels: Tensor1D): Tensor1D;
  /** Uniform numbers in [0, 1) that follow from the seed and the step alone. */
  uniform(shape: readonly number[], seed: number, step: Scalar): Tensor;
}
