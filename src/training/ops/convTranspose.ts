import * as tf from '@tensorflow/tfjs';
import type { Pair } from '../../core/model/op.ts';
import { windowPads } from '../../core/ops/window.ts';
import type { Pads } from '../backends/backend.ts';
import { padMap } from '../backends/compositeKernels.ts';
import { insertZeros } from '../backends/insertZeros.ts';
import {
  inputAt,
  mapSize,
  type OpCall,
  type OpImplementation,
  type VariableSpec,
  ZERO,
} from './opImplementation.ts';

export const convTranspose: OpImplementation<'conv_transpose'> = {
  /** The kernel is height × width × output channels × input channels, as in Keras and TensorFlow. */
  variables({ kernel, filters, init, bias }, inputShapes) {
    const { channels } = mapSize(inputShapes);
    const [height, width] = kernel;
    const area = height * width;
    const specs: VariableSpec[] = [
      {
        name: 'kernel',
        shape: [height, width, filters, channels],
        role: 'kernel',
        // Fans as of the convolution that it is the step back of, seen forwards: area·in values enter a sum.
        initial: { type: 'random', init, fanIn: area * channels, fanOut: area * filters },
      },
    ];
    if (bias) specs.push({ name: 'bias', shape: [filters], role: 'bias', initial: ZERO });
    return specs;
  },

  /** A convolution of the input with zeros between its pixels and the kernel turned round. */
  forward(call, { kernels }) {
    const { attributes } = call;
    const spread = insertZeros(inputAt(call) as tf.Tensor4D, attributes.stride);
    const [top, bottom] = borders(call, spread.shape[1], 0);
    const [left, right] = borders(call, spread.shape[2], 1);
    const turned = tf.transpose(tf.reverse(call.variable('kernel'), [0, 1]), [0, 1, 3, 2]) as tf.Tensor4D;
    const framed = frameMap(spread, [top, bottom, left, right]);
    const y = kernels.convolution(framed, turned, [1, 1], NO_PADS);
    return attributes.bias ? tf.add(y, call.variable('bias')) : y;
  },
};

const NO_PADS = [0, 0, 0, 0] as const;

/**
 * Zeros before and after the spread input, so that the convolution gives the output's size; negative where
 * the padding takes pixels of the input away. With `same` it is what the convolution back would pad.
 */
function borders(call: OpCall<'conv_transpose'>, spread: number, axis: 0 | 1): Pair {
  const { attributes } = call;
  const output = call.outputShape[axis] ?? 0;
  const reach = attributes.kernel[axis] - 1;
  const [pad] = windowPads({ ...attributes, dilation: [1, 1] }, axis, output);
  const before = reach - pad;
  return [before, output + reach - spread - before];
}

/** The map with this many rows and columns of zeros on each side, or less of the map where it is negative. */
function frameMap(map: tf.Tensor4D, [top, bottom, left, right]: Pads): tf.Tensor4D {
  const [batch, height, width, channels] = map.shape;
  const [rows, columns] = [
    height + Math.min(top, 0) + Math.min(bottom, 0),
    width + Math.min(left, 0) + Math.min(right, 0),
  ];
  const part = tf.slice(map, [0, -Math.min(top, 0), -Math.min(left, 0), 0], [batch, rows, columns, channels]);
  return padMap(part, [Math.max(top, 0), Math.max(bottom, 0), Math.max(left, 0), Math.max(right, 0)]);
}
