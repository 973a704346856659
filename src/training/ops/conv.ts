import * as tf from '@tensorflow/tfjs';
import { windowPads } from '../../core/ops/window.ts';
import type { Pads } from '../backends/backend.ts';
import { dilateFilter } from './dilateFilter.ts';
import { kernelOf, parametrizationVariables } from './kernelOf.ts';
import { inputAt, mapSize, type OpImplementation, type VariableSpec, ZERO } from './opImplementation.ts';

export const conv: OpImplementation<'conv'> = {
  variables(attributes, inputShapes) {
    const { channels } = mapSize(inputShapes);
    const { filters, groups, init } = attributes;
    const [height, width] = attributes.kernel;
    const area = height * width;
    const specs: VariableSpec[] = [
      {
        name: 'kernel',
        shape: [height, width, channels / groups, filters],
        role: 'kernel',
        initial: { type: 'random', init, fanIn: (area * channels) / groups, fanOut: area * filters },
      },
    ];
    if (attributes.bias) specs.push({ name: 'bias', shape: [filters], role: 'bias', initial: ZERO });
    specs.push(...parametrizationVariables(attributes));
    return specs;
  },

  forward(call, { kernels }) {
    const { attributes } = call;
    const { height, width } = mapSize(call.inputShapes);
    const pads: Pads = [...windowPads(attributes, 0, height), ...windowPads(attributes, 1, width)];
    const filter = dilateFilter(kernelOf(call), attributes.dilation);
    const x = inputAt(call) as tf.Tensor4D;
    const convolve = (input: tf.Tensor4D, kernel: tf.Tensor4D): tf.Tensor4D =>
      kernels.convolution(input, kernel, attributes.stride, pads, call.isConstant);
    const y = attributes.groups === 1 ? convolve(x, filter) : grouped(x, filter, attributes.groups, convolve);
    return attributes.bias ? tf.add(y, call.variable('bias')) : y;
  },
};

/** Neither tfjs nor TensorFlow's gradients on the CPU know groups: each group is a convolution of its own. */
function grouped(
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  groups: number,
  convolve: (x: tf.Tensor4D, filter: tf.Tensor4D) => tf.Tensor4D,
): tf.Tensor4D {
  const filters = tf.split<tf.Tensor4D>(filter, groups, 3);
  const inputs = tf.split<tf.Tensor4D>(x, groups, 3);
  const parts = inputs.map((input, i) => convolve(input, filters[i] ?? filter));
  return tf.concat(parts, 3);
}
