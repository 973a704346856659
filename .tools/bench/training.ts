import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { analyze } from '../../src/core/analyze.ts';
import { flatten } from '../../src/core/model/flatten.ts';
import { openTensorflowBackend } from '../../src/training/backends/tensorflowBackend.ts';
import { Network } from '../../src/training/network/network.ts';
import { trainableHeads } from '../../src/training/network/trainableHeads.ts';
import { createOptimizer } from '../../src/training/optimizers/optimizer.ts';
import { trainedVariables } from '../../src/training/optimizers/trainedVariable.ts';
import { type Learner, trainingStep } from '../../src/training/step/trainingStep.ts';
import { type Figure, percentile, printFigures } from './figure.ts';
import { layersResnet20 } from './layersResnet20.ts';

const CLASSES = 10;
const IMAGE = [32, 32, 3] as const;

function productLearner(root: string, kernels: Learner['kernels']): Learner {
  const { model } = analyze(readFileSync(join(root, 'examples/resnet-cifar10.resnet.yaml'), 'utf8'));
  if (model === null) throw new Error('the example has no model');
  const flat = flatten(model);
  const network = new Network(flat, 0);
  const trained = trainedVariables(network.variables, 1e-4, false);
  const optimizer = createOptimizer({ type: 'sgd', momentum: 0.9, nesterov: false }, trained);
  const heads = trainableHeads(model, flat, { name: 'random', shape: IMAGE, classes: CLASSES });
  return { network, trained, optimizer, heads, kernels, labelSmoothing: 0 };
}

interface Batch {
  readonly images: tf.Tensor4D;
  readonly labels: tf.Tensor1D;
}

function randomBatch(size: number): Batch {
  return {
    images: tf.randomNormal([size, ...IMAGE], 0, 1, 'float32', 1),
    labels: tf.randomUniform([size], 0, CLASSES, 'int32', 2),
  };
}

function productStep(learner: Learner, { images, labels }: Batch, step: number): void {
  const feeds = { images, labels, learningRate: tf.scalar(0.1), step: tf.scalar(step, 'int32') };
  const result = trainingStep(learner, feeds);
  result.dataSync();
  tf.dispose([result, feeds.learningRate, feeds.step]);
}

/** Steps of both in turn, so that whatever else the machine does meets both alike. */
async function compare(learner: Learner, size: number, rounds: number): Promise<Figure> {
  const batch = randomBatch(size);
  const oneHot = tf.oneHot(batch.labels, CLASSES);
  const model = layersResnet20(IMAGE, CLASSES);
  const product: number[] = [];
  const layers: number[] = [];
  for (let round = -2; round < rounds; round++) {
    const start = performance.now();
    productStep(learner, batch, round + 3);
    const middle = performance.now();
    await model.trainOnBatch(batch.images, oneHot);
    const end = performance.now();
    if (round < 0) continue;
    product.push(middle - start);
    layers.push(end - middle);
  }
  const rate = (times: readonly number[], share: number): number => (1000 * size) / percentile(times, share);
  return {
    name: `training of ResNet-20, batch ${size}`,
    unit: 'examples/s',
    p50: rate(product, 0.5),
    p95: rate(product, 0.95),
    goal: { on: 'ratio', atLeast: 1.7 },
    yardstick: { name: 'tf.layers as shipped', p50: rate(layers, 0.5) },
  };
}

async function main(): Promise<void> {
  const [, , root = '.', addon = ''] = process.argv;
  const { kernels } = await openTensorflowBackend({ addon, beforeKernel: () => undefined });
  const learner = productLearner(root, kernels);
  printFigures([await compare(learner, 128, 12), await compare(learner, 32, 24)]);
}

void main();
