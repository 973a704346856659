import * as tf from '@tensorflow/tfjs';
import { windowPads } from '../../core/ops/window.ts';
import type { Pads } from '../backends/backend.ts';
import { dilateFilter } from './dilateFilter.ts';
import { inputAt, mapSize, type OpImplementation, type VariableSpec, ZERO } from './opImplementation.ts';

export const depthwiseConv: OpImplementation<'depthwise_conv'> = {
  variables(attributes, inputShapes) {
    const { channels } = mapSize(inputShapes);
    const { multiplier, init } = attributes;
    const [height, width] = attributes.kernel;
    const filters = channels * multiplier;
    const specs: VariableSpec[] = [
      {
        name: 'kernel',
        shape: [height, width, channels, multiplier],
        role: 'kernel',
        initial: { type: 'random', init, fanIn: height * width, fanOut: height * width * filters },
      },
    ];
    if (attributes.bias) specs.push({ name: 'bias', shape: [filters], role: 'bias', initial: ZERO });
    return specs;
  },

  forward(call, { kernels }) {
    const { attributes } = call;
    const { height, width } = mapSize(call.inputShapes);
    const pads: Pads = [...windowPads(attributes, 0, height), ...windowPads(attributes, 1, width)];
    const filter = dilateFilter(call.variable('kernel'), attributes.dilation);
    const y = kernels.depthwiseConvolution(inputAt(call) as tf.Tensor4D, filter, attributes.stride, pads);
    return attributes.bias ? tf.add(y, call.variable('bias')) : y;
  },
};
