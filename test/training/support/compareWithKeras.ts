import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { analyze } from '../../../src/core/analyze.ts';
import { flatten } from '../../../src/core/model/flatten.ts';
import type { Backend } from '../../../src/training/backends/backend.ts';
import { openTensorflowBackend } from '../../../src/training/backends/tensorflowBackend.ts';
import { Network, type NetworkVariable } from '../../../src/training/network/network.ts';
import { trainableHeads } from '../../../src/training/network/trainableHeads.ts';
import { createOptimizer } from '../../../src/training/optimizers/optimizer.ts';
import { trainedVariables } from '../../../src/training/optimizers/trainedVariable.ts';
import { createEagerExecutor } from '../../../src/training/step/eagerExecutor.ts';
import type { StepExecutor } from '../../../src/training/step/stepExecutor.ts';
import type { Learner } from '../../../src/training/step/trainingStep.ts';
import { createGraphExecutor, recordSteps } from '../../../src/training/stepGraph/graphExecutor.ts';
import { GRAPH_FILE } from '../../../src/training/stepGraph/stepGraph.ts';
import { madeBits, madeSigns, madeUniform } from './madeNumbers.ts';

/**
 * Trains the nets that Keras trained for the fixture, from the same weights with the same batches, operation by
 * operation and as a graph: `node compareWithKeras.ts ADDON`. Prints what differed as its last line.
 */
export interface KerasFinding {
  readonly name: string;
  readonly executor: 'eager' | 'graph';
  /** The largest relative difference of a step's loss. */
  readonly loss: number;
  /** The largest difference of a tensor's length or of a product, relative to its length. */
  readonly weights: number;
}

interface KerasFixture {
  readonly batch: number;
  readonly rate: number;
  readonly decay: number;
  readonly classes: number;
  readonly image: readonly [number, number, number];
  readonly cases: readonly KerasCase[];
}

interface KerasCase {
  readonly name: string;
  readonly spec: string;
  readonly losses: readonly number[];
  /** By the order of the net's variables, after the last step. */
  readonly tensors: readonly KerasTensor[];
}

interface KerasTensor {
  readonly length: number;
  /** With vectors of random signs. */
  readonly products: readonly number[];
}

async function main(): Promise<void> {
  const addon = process.argv[2] ?? '';
  const backend = await openTensorflowBackend({ addon, beforeKernel: () => undefined });
  const url = new URL('../../fixtures/training/keras.json', import.meta.url);
  const fixture = JSON.parse(readFileSync(url, 'utf8')) as KerasFixture;
  const findings = fixture.cases.flatMap((net) =>
    (['eager', 'graph'] as const).map((executor) => compare(backend, fixture, net, executor)),
  );
  console.log(JSON.stringify(findings));
}

function compare(
  backend: Backend,
  fixture: KerasFixture,
  net: KerasCase,
  name: KerasFinding['executor'],
): KerasFinding {
  const learner = createLearner(backend, fixture, net);
  const { variables } = learner.network;
  if (variables.length !== net.tensors.length) throw new Error(`${net.name} has other tensors`);
  setFirstWeights(variables);
  const executor = name === 'eager' ? createEagerExecutor(learner) : graphExecutor(backend, learner, fixture);
  executor.load();
  const losses = net.losses.map((expected, at) => {
    const { loss } = trainOn(executor, fixture, at + 1);
    return Math.abs(loss - expected) / Math.abs(expected);
  });
  executor.save();
  const differences = variables.map(({ variable }, number) => {
    const tensor = net.tensors[number];
    if (tensor === undefined) throw new Error('no such tensor');
    return largestDifference(variable.dataSync<'float32'>(), number, tensor);
  });
  executor.dispose();
  learner.network.dispose();
  learner.optimizer.dispose();
  return {
    name: net.name,
    executor: name,
    loss: Math.max(...losses),
    weights: Math.max(...differences),
  };
}

function createLearner({ kernels }: Backend, fixture: KerasFixture, { name, spec }: KerasCase): Learner {
  const { model } = analyze(spec);
  if (model === null) throw new Error(`${name} has no model`);
  const flat = flatten(model);
  const network = new Network(flat, 1);
  const trained = trainedVariables(network.variables, fixture.decay, false);
  const optimizer = createOptimizer({ type: 'sgd', momentum: 0.9, nesterov: false }, trained);
  const examples = { name: 'the fixture', shape: fixture.image, classes: fixture.classes };
  const heads = trainableHeads(model, flat, examples);
  return { network, trained, optimizer, heads, kernels, labelSmoothing: 0 };
}

function graphExecutor({ graphs }: Backend, learner: Learner, { image, batch }: KerasFixture): StepExecutor {
  if (graphs === null) throw new Error('the backend has no graphs');
  const bytes = recordSteps(graphs, learner, { image, train: [batch], evaluate: [] });
  if (bytes === null) throw new Error('the step takes too long for a graph');
  const folder = mkdtempSync(join(tmpdir(), 'compare-with-keras-'));
  try {
    writeFileSync(join(folder, GRAPH_FILE), bytes);
    return createGraphExecutor(graphs, learner, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function setFirstWeights(variables: readonly NetworkVariable[]): void {
  variables.forEach(({ variable, spec }, number) => {
    const { shape, size } = variable;
    const [middle, limit] = rangeOf(spec);
    const values = Float32Array.from(madeUniform(number, size, limit), (value) => middle + value);
    tf.tidy(() => {
      variable.assign(tf.tensor(values, shape));
    });
  });
}

/** Where the fixture's first values lie: their middle, and how far they are from it at most. */
function rangeOf({ role, name, shape }: NetworkVariable['spec']): readonly [number, number] {
  if (role === 'kernel') {
    const fanIn = shape.slice(0, -1).reduce((product, extent) => product * extent, 1);
    return [0, Math.sqrt((shape.length === 4 ? 24 : 1) / fanIn)];
  }
  if (role === 'scale' || name === 'moving_variance') return [1, 0.2];
  return [name === 'beta' ? 0.7 : 0, 0.3];
}

/** Noise over a pattern for each class, so that there is something to learn. */
function trainOn(
  executor: StepExecutor,
  { image, batch, classes, rate }: KerasFixture,
  step: number,
): { loss: number } {
  const size = image[0] * image[1] * image[2];
  const labels = Int32Array.from(madeBits(1000 + step, batch), (bits) => bits % classes);
  const patterns = madeUniform(999, classes * size, 1);
  const noise = madeUniform(2000 + step, batch * size, 1);
  const images = Float32Array.from(noise, (value, at) => {
    const label = labels[Math.floor(at / size)] ?? 0;
    return value + (patterns[label * size + (at % size)] ?? 0);
  });
  const feeds = {
    images: tf.tensor(images, [batch, ...image]),
    labels: tf.tensor1d(labels, 'int32'),
    learningRate: tf.scalar(rate),
    step: tf.scalar(step, 'int32'),
  };
  const { loss } = executor.train(feeds);
  tf.dispose(feeds);
  return { loss };
}

/** Relative to the tensor's length. */
function largestDifference(values: Float32Array, number: number, { length, products }: KerasTensor): number {
  const found = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  const differences = products.map((expected, k) => {
    const signs = madeSigns(3000 + products.length * number + k, values.length);
    return Math.abs(values.reduce((sum, value, at) => sum + value * (signs[at] ?? 0), 0) - expected);
  });
  return Math.max(Math.abs(found - length), ...differences) / length;
}

void main();
