import * as tf from '@tensorflow/tfjs';
import type { Kernels, Pads } from '../../../src/training/backends/backend.ts';
import { compositeKernels } from '../../../src/training/backends/compositeKernels.ts';
import { openTensorflowBackend } from '../../../src/training/backends/tensorflowBackend.ts';

/**
 * A program: convolutions with every padding of a grid, by the fused kernels and by zeros around the map and a
 * convolution without padding. Prints the largest difference of outputs and gradients, case by case, as JSON.
 */
interface Axis {
  readonly kernel: number;
  readonly size: number;
  readonly pads: readonly [before: number, after: number];
}

const UP_TO = (last: number): number[] => Array.from({ length: last + 1 }, (_, i) => i);

/** Kernels of 1 to 4 on an even and an odd size, with up to two zeros on either side. */
const AXES: readonly Axis[] = [1, 2, 3, 4].flatMap((kernel) =>
  [6, 7].flatMap((size) =>
    UP_TO(2).flatMap((before) => UP_TO(2).map((after) => ({ kernel, size, pads: [before, after] as const }))),
  ),
);
/** On the other axis, padded as TensorFlow's SAME pads for the strides 1, 2 and 3. */
const OTHERS: readonly Axis[] = [
  { kernel: 3, size: 5, pads: [1, 1] },
  { kernel: 3, size: 6, pads: [0, 1] },
  { kernel: 2, size: 5, pads: [0, 0] },
];

type Results = readonly [tf.Tensor, tf.Tensor, tf.Tensor];

function run(kernels: Kernels, x: tf.Tensor4D, filter: tf.Tensor4D, stride: number, pads: Pads): Results {
  const convolve = (input: tf.Tensor, kernel: tf.Tensor): tf.Tensor =>
    kernels.convolution(input as tf.Tensor4D, kernel as tf.Tensor4D, [stride, stride], pads);
  const y = convolve(x, filter);
  const dy = tf.randomNormal(y.shape, 0, 1, 'float32', 3);
  const [dx, dfilter] = tf.grads(convolve)([x, filter], dy);
  if (dx === undefined || dfilter === undefined) throw new Error('no gradients');
  return [y, dx, dfilter];
}

function difference(kernels: Kernels, height: Axis, width: Axis, stride: number): number {
  return tf.tidy(() => {
    const x = tf.randomNormal<tf.Rank.R4>([2, height.size, width.size, 2], 0, 1, 'float32', 1);
    const filter = tf.randomNormal<tf.Rank.R4>([height.kernel, width.kernel, 2, 3], 0, 1, 'float32', 2);
    const pads: Pads = [...height.pads, ...width.pads];
    const found = run(kernels, x, filter, stride, pads);
    const wanted = run(compositeKernels, x, filter, stride, pads);
    return Math.max(
      ...found.map((tensor, i) => {
        const other = wanted[i] ?? tensor;
        if (tensor.shape.join() !== other.shape.join()) return 1e9;
        return tf.max(tf.abs(tf.sub(tensor, other))).dataSync()[0] ?? Number.NaN;
      }),
    );
  });
}

const { kernels } = await openTensorflowBackend({
  addon: process.argv[2] ?? '',
  beforeKernel: () => undefined,
});
const cases = OTHERS.flatMap((other, i) =>
  AXES.flatMap((axis) => {
    const stride = i + 1;
    const text = `${axis.kernel} on ${axis.size}, stride ${stride}, pads ${axis.pads.join('+')}`;
    return [
      { name: `${text}, height`, difference: difference(kernels, axis, other, stride) },
      { name: `${text}, width`, difference: difference(kernels, other, axis, stride) },
      { name: `${text}, both`, difference: difference(kernels, axis, axis, stride) },
    ];
  }),
);
console.log(JSON.stringify(cases));
