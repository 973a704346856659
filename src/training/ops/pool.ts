import * as tf from '@tensorflow/tfjs';
import type { Pair, PoolAttributes } from '../../core/model/op.ts';
import type { ConcreteShape } from '../../core/model/shape.ts';
import { windowPads } from '../../core/ops/window.ts';
import type { Pads } from '../backends/backend.ts';
import { padMap } from '../backends/compositeKernels.ts';
import { TrainingError } from '../trainingError.ts';
import { inputAt, mapSize, NO_VARIABLES, type OpImplementation } from './opImplementation.ts';

type WindowPool = Extract<PoolAttributes, { readonly size: Pair }>;

export const pool: OpImplementation<'pool'> = {
  variables: NO_VARIABLES,
  forward(call, { kernels }) {
    const { attributes } = call;
    const x = inputAt(call) as tf.Tensor4D;
    const { height, width, channels } = mapSize(call.inputShapes);
    if (!('size' in attributes)) {
      if (attributes.type === 'global_average') return tf.mean(x, [1, 2]);
      return tf.reshape(kernels.maxPool(x, [height, width], [height, width]), [x.shape[0], channels]);
    }
    const pads = poolPads(attributes, [height, width], call.outputShape);
    const { size, stride } = attributes;
    if (attributes.type === 'max') {
      requireElements(attributes, [height, width], pads, call.outputShape);
      return kernels.maxPool(padMap(x, pads, -Infinity), size, stride);
    }
    const mean = kernels.averagePool(padMap(x, pads), size, stride);
    if (pads.every((pad) => pad === 0)) return mean;
    return tf.mul(mean, paddingCorrection(attributes, [height, width], pads, call.outputShape));
  },
};

/** The padding asked for, and after the map what rounding up needs beyond it. */
function poolPads(attributes: WindowPool, input: Pair, output: ConcreteShape): Pads {
  const axisPads = (axis: 0 | 1): Pair => {
    const window = { ...attributes, kernel: attributes.size, dilation: [1, 1] as const };
    const [before, after] = windowPads(window, axis, input[axis]);
    const needed =
      ((output[axis] ?? 1) - 1) * attributes.stride[axis] + attributes.size[axis] - input[axis] - before;
    return [before, Math.max(after, needed)];
  };
  return [...axisPads(0), ...axisPads(1)];
}

/** A maximum over padding alone would be −∞, and the loss no number from the first step on. */
function requireElements(attributes: WindowPool, input: Pair, pads: Pads, output: ConcreteShape): void {
  for (const axis of [0, 1] as const) {
    const empty = realOnAxis(attributes, axis, input, pads, output).findIndex((count) => count <= 0);
    if (empty < 0) continue;
    throw new TrainingError(
      'spec.not-trainable',
      1,
      `A max pool of ${attributes.size.join('×')} windows on a ${input.join('×')} map has ${axis === 0 ? 'row' : 'column'} ${empty + 1} of its output wholly in padding, where no largest element is. Give it less padding, or a larger window.`,
    );
  }
}

/** How many elements of the map, without the padding, lie under each window of an axis. */
function realOnAxis(
  attributes: WindowPool,
  axis: 0 | 1,
  input: Pair,
  pads: Pads,
  output: ConcreteShape,
): readonly number[] {
  const before = pads[2 * axis] ?? 0;
  return Array.from({ length: output[axis] ?? 0 }, (_, i) => {
    const start = i * attributes.stride[axis] - before;
    return Math.min(start + attributes.size[axis], input[axis]) - Math.max(start, 0);
  });
}

/** What a mean over whole windows is multiplied by to be one over the real elements: size / elements. */
function paddingCorrection(
  attributes: WindowPool,
  input: Pair,
  pads: Pads,
  output: ConcreteShape,
): tf.Tensor {
  const area = attributes.size[0] * attributes.size[1];
  const rows = realOnAxis(attributes, 0, input, pads, output);
  const columns = realOnAxis(attributes, 1, input, pads, output);
  const factors = rows.map((row) => columns.map((column) => [area / Math.max(1, row * column)]));
  return tf.tensor4d([factors]);
}
