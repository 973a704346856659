import * as tf from '@tensorflow/tfjs';
import type { Pair } from '../../core/model/op.ts';
import { windowPads } from '../../core/ops/window.ts';
import type { Kernels, Normalized, Pads } from './backend.ts';
import { compositeKernels, padMap, subsample } from './compositeKernels.ts';
import { differentiable, savedAt } from './differentiable.ts';
import { isNarrowStridedPoint } from './stridedPoint.ts';
import type { OpAttribute, TensorflowOps } from './tensorflowOps.ts';

/**
 * Single TensorFlow operations, forward and back, where tfjs composes several.
 * `beforeKernel` is called before each of the long ones: throwing there gives up the step.
 */
export function createTensorflowKernels(ops: TensorflowOps, beforeKernel: () => void): Kernels {
  const convolution: Kernels['convolution'] = (x, filter, stride, pads, isConstant = false) => {
    if (isNarrowStridedPoint(filter, stride)) {
      const pixels = subsample(padMap(x, pads), stride);
      return convolution(pixels, filter, [1, 1], [0, 0, 0, 0], isConstant);
    }
    const how = { operation: 'Conv2D', stride, isConstant } as const;
    return isSame(x, filter, stride, pads)
      ? convolve(ops, beforeKernel, x, filter, { ...how, padding: 'SAME' })
      : convolve(ops, beforeKernel, padMap(x, pads), filter, { ...how, padding: 'VALID' });
  };
  return {
    convolution,
    depthwiseConvolution(x, filter, stride, pads) {
      // TensorFlow's operation takes equal strides only, and its gradients no explicit padding.
      const equal: Pair = stride[0] === stride[1] ? stride : [1, 1];
      const how = { operation: DEPTHWISE, stride: equal, padding: 'VALID', isConstant: false } as const;
      const y = convolve(ops, beforeKernel, padMap(x, pads), filter, how);
      return equal === stride ? y : subsample(y, stride);
    },
    maxPool(x, size, stride) {
      beforeKernel();
      return compositeKernels.maxPool(x, size, stride);
    },
    averagePool(x, size, stride) {
      beforeKernel();
      return compositeKernels.averagePool(x, size, stride);
    },
    relu: (x) => rectify(ops, x),
    batchNorm: (x, gamma, beta, epsilon) => normalize(ops, beforeKernel, x, gamma, beta, epsilon),
    sparseCrossEntropy: (logits, labels) => crossEntropy(ops, logits, labels),
    uniform: (shape, seed, step) => uniform(ops, shape, seed, step),
  };
}

/**
 * oneDNN's kernels know these two paddings and no explicit one, with which TensorFlow falls back to kernels
 * whose gradients take twice as long.
 */
type Padding = 'SAME' | 'VALID';

const DEPTHWISE = 'DepthwiseConv2dNative';

interface Convolution {
  readonly operation: 'Conv2D' | typeof DEPTHWISE;
  readonly stride: Pair;
  readonly padding: Padding;
  /** Whether the map needs no gradient. */
  readonly isConstant: boolean;
}

function convolve(
  ops: TensorflowOps,
  beforeKernel: () => void,
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  { operation, stride, padding, isConstant }: Convolution,
): tf.Tensor4D {
  const attributes = convolutionAttributes(ops, stride, padding);
  const [xSizes, filterSizes] = [x.shape, filter.shape];
  return differentiable(isConstant ? [filter] : [x, filter], (save) => {
    beforeKernel();
    save([x, filter]);
    return {
      value: ops.run1(operation, attributes, [x, filter]) as tf.Tensor4D,
      gradient(dy, saved) {
        beforeKernel();
        const [input, kernel] = [savedAt(saved, 0), savedAt(saved, 1)];
        const filterInputs = [input, tf.tensor1d(filterSizes, 'int32'), dy];
        const dfilter = ops.run1(`${operation}BackpropFilter`, attributes, filterInputs);
        if (isConstant) return [dfilter];
        beforeKernel();
        const inputs = [tf.tensor1d(xSizes, 'int32'), kernel, dy];
        return [ops.run1(`${operation}BackpropInput`, attributes, inputs), dfilter];
      },
    };
  });
}

function convolutionAttributes(ops: TensorflowOps, stride: Pair, padding: Padding): OpAttribute[] {
  return [
    ops.type('T'),
    ops.integers('strides', [1, stride[0], stride[1], 1]),
    ops.text('padding', padding),
    ops.text('data_format', 'NHWC'),
    ops.integers('dilations', [1, 1, 1, 1]),
  ];
}

/** Whether the pads are the ones that TensorFlow's `SAME` means: the odd one behind. */
function isSame(x: tf.Tensor4D, filter: tf.Tensor4D, stride: Pair, pads: Pads): boolean {
  const [, height, width] = x.shape;
  const [kernelHeight, kernelWidth] = filter.shape;
  const window = { kernel: [kernelHeight, kernelWidth], stride, padding: 'same', dilation: [1, 1] } as const;
  const same = [...windowPads(window, 0, height), ...windowPads(window, 1, width)];
  return same.every((pad, side) => pad === pads[side]);
}

function rectify<T extends tf.Tensor>(ops: TensorflowOps, x: T): T {
  return differentiable([x], (save) => {
    const value = ops.run1('Relu', [ops.type('T')], [x]) as T;
    save([value]);
    return {
      value,
      gradient: (dy, saved) => [ops.run1('ReluGrad', [ops.type('T')], [dy, savedAt(saved, 0)])],
    };
  });
}

function normalize(
  ops: TensorflowOps,
  beforeKernel: () => void,
  x: tf.Tensor4D,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  epsilon: number,
): Normalized {
  const attributes = [
    ops.type('T'),
    ops.type('U'),
    ops.float('epsilon', epsilon),
    ops.text('data_format', 'NHWC'),
    ops.flag('is_training', true),
  ];
  const statistics: tf.Tensor[] = [];
  const y = differentiable([x, gamma, beta], (save) => {
    beforeKernel();
    const none = tf.tensor1d([]);
    const outputs = ops.run('FusedBatchNormV3', attributes, [x, gamma, beta, none, none], 6);
    statistics.push(tf.keep(savedAt(outputs, 1)), tf.keep(savedAt(outputs, 2)));
    save([x, gamma, ...outputs.slice(3)]);
    return {
      value: savedAt(outputs, 0) as tf.Tensor4D,
      gradient(dy, saved) {
        beforeKernel();
        return ops.run('FusedBatchNormGradV3', attributes, [dy, ...saved], 5).slice(0, 3);
      },
    };
  });
  const [mean, variance] = statistics as [tf.Tensor1D, tf.Tensor1D];
  return { y, mean, variance };
}

function crossEntropy(ops: TensorflowOps, logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Tensor1D {
  const attributes = [ops.type('T'), ops.type('Tlabels', 'int32')];
  return differentiable([logits], (save) => {
    const outputs = ops.run('SparseSoftmaxCrossEntropyWithLogits', attributes, [logits, labels], 2);
    save([savedAt(outputs, 1)]);
    return {
      value: savedAt(outputs, 0) as tf.Tensor1D,
      gradient: (dy, saved) => [tf.mul(tf.expandDims(dy, 1), savedAt(saved, 0))],
    };
  });
}

function uniform(ops: TensorflowOps, shape: readonly number[], seed: number, step: tf.Scalar): tf.Tensor {
  const attributes = [ops.type('dtype'), ops.type('T', 'int32'), ops.type('Tseed', 'int32')];
  const key = tf.stack([tf.scalar(seed | 0, 'int32'), step]);
  return ops.run1('StatelessRandomUniform', attributes, [tf.tensor1d([...shape], 'int32'), key]);
}
