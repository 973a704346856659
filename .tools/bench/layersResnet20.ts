import * as tf from '@tensorflow/tfjs';

/** Zeros for the new channels of option A; tf.layers has no layer for it. */
class ZeroChannels extends tf.layers.Layer {
  static readonly className = 'ZeroChannels';

  override computeOutputShape(shape: tf.Shape): tf.Shape {
    return [...shape.slice(0, -1), 2 * (shape.at(-1) ?? 0)];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const input = Array.isArray(inputs) ? inputs[0] : inputs;
      if (input === undefined) throw new Error('no input');
      const channels = input.shape.at(-1) ?? 0;
      return tf.pad(input, [
        [0, 0],
        [0, 0],
        [0, 0],
        [0, channels],
      ]);
    });
  }
}

function convolution(input: tf.SymbolicTensor, filters: number, strides: number): tf.SymbolicTensor {
  const settings = { filters, kernelSize: 3, strides, padding: 'same', useBias: false } as const;
  const output = tf.layers.conv2d({ ...settings, kernelInitializer: 'heNormal' }).apply(input);
  return tf.layers.batchNormalization({}).apply(output) as tf.SymbolicTensor;
}

function relu(input: tf.SymbolicTensor): tf.SymbolicTensor {
  return tf.layers.activation({ activation: 'relu' }).apply(input) as tf.SymbolicTensor;
}

function basicBlock(input: tf.SymbolicTensor, filters: number, strides: number): tf.SymbolicTensor {
  const branch = convolution(relu(convolution(input, filters, strides)), filters, 1);
  if (strides === 1) return relu(tf.layers.add().apply([branch, input]) as tf.SymbolicTensor);
  const smaller = tf.layers.averagePooling2d({ poolSize: 1, strides }).apply(input);
  const shortcut = new ZeroChannels({}).apply(smaller) as tf.SymbolicTensor;
  return relu(tf.layers.add().apply([branch, shortcut]) as tf.SymbolicTensor);
}

/**
 * The same ResNet-20 as someone would write it with tf.layers, ready for `trainOnBatch` with one-hot labels.
 * Without the weight decay that the product's step computes, which favours this one.
 */
export function layersResnet20(shape: readonly number[], classes: number): tf.LayersModel {
  const input = tf.input({ shape: [...shape] });
  let value = relu(convolution(input, 16, 1));
  for (const filters of [16, 32, 64]) {
    for (let block = 0; block < 3; block++) {
      value = basicBlock(value, filters, filters > 16 && block === 0 ? 2 : 1);
    }
  }
  const pooled = tf.layers.globalAveragePooling2d({}).apply(value);
  const output = tf.layers.dense({ units: classes, activation: 'softmax' }).apply(pooled);
  const model = tf.model({ inputs: input, outputs: output as tf.SymbolicTensor });
  model.compile({ optimizer: tf.train.momentum(0.1, 0.9), loss: 'categoricalCrossentropy' });
  return model;
}
