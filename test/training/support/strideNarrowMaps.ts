import * as tf from '@tensorflow/tfjs';
import { compositeKernels } from '../../../src/training/backends/compositeKernels.ts';
import { openTensorflowBackend } from '../../../src/training/backends/tensorflowBackend.ts';

/**
 * A program: gradients of 1×1 kernels with a stride on maps of few channels, over and over. It ends with code 0
 * unless something writes where it must not, for which the environment lets the memory be checked.
 */
const nothing = (): void => undefined;
const backend = await openTensorflowBackend({ addon: process.argv[2] ?? '', beforeKernel: nothing });
for (const kernels of [backend.kernels, compositeKernels]) {
  for (const channels of [1, 3, 5, 12]) {
    for (let i = 0; i < 20; i++) {
      tf.tidy(() => {
        const x = tf.randomNormal<tf.Rank.R4>([4, 64, 64, channels]);
        const filter = tf.randomNormal<tf.Rank.R4>([1, 1, channels, 8]);
        const gradients = tf.grads((map: tf.Tensor, kernel: tf.Tensor) =>
          tf.sum(kernels.convolution(map as tf.Tensor4D, kernel as tf.Tensor4D, [2, 2], [0, 0, 0, 0])),
        );
        for (const gradient of gradients([x, filter])) gradient.dataSync();
      });
    }
  }
}
