import * as tf from '@tensorflow/tfjs';

export interface Differentiable<T extends tf.Tensor> {
  readonly value: T;
  /** Given the gradient of the value and what was saved, one gradient for each input. */
  readonly gradient: (dy: tf.Tensor, saved: readonly tf.Tensor[]) => tf.Tensor[];
}

/** A computation that brings its own gradient. What is saved lives until the gradient was taken. */
export function differentiable<T extends tf.Tensor>(
  inputs: readonly tf.Tensor[],
  compute: (save: (tensors: tf.Tensor[]) => void) => Differentiable<T>,
): T {
  const forward = (...given: unknown[]): { value: T; gradFunc: Differentiable<T>['gradient'] } => {
    const { value, gradient } = compute(given[given.length - 1] as tf.GradSaveFunc);
    return { value, gradFunc: gradient };
  };
  return tf.customGrad<T>(forward)(...inputs);
}

/** The n-th saved tensor. */
export function savedAt(saved: readonly tf.Tensor[], index: number): tf.Tensor {
  const tensor = saved[index];
  if (tensor === undefined) throw new Error(`saved tensor ${index} is missing`);
  return tensor;
}
