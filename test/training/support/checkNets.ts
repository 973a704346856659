import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { analyze } from '../../../src/core/analyze.ts';
import { type FlatModel, flatten } from '../../../src/core/model/flatten.ts';
import type { Model } from '../../../src/core/model/model.ts';
import type { Kernels } from '../../../src/training/backends/backend.ts';
import { Network } from '../../../src/training/network/network.ts';
import { trainableHeads } from '../../../src/training/network/trainableHeads.ts';
import { createOptimizer } from '../../../src/training/optimizers/optimizer.ts';
import { trainedVariables } from '../../../src/training/optimizers/trainedVariable.ts';
import { type NamedTensor, readSafetensors } from '../../../src/training/runs/safetensors.ts';
import { type Learner, trainingStep } from '../../../src/training/step/trainingStep.ts';
import { largestDifference } from './differences.ts';

export interface NetFinding {
  readonly name: string;
  readonly loss: number;
  /** Of all weights and moving statistics after the step. */
  readonly weights: number;
  readonly evaluated: number;
  readonly leaked: number;
}

interface NetFixtures {
  readonly rate: number;
  readonly decay: number;
  readonly cases: readonly NetCase[];
}

interface NetCase {
  readonly name: string;
  readonly spec: string;
  /** 0 for a net that draws at random while it trains: it is evaluated with its first weights. */
  readonly steps: 0 | 1;
}

/** One training step, or none, of each net of the fixtures, through the product's own step, on the open backend. */
export function checkNets(kernels: Kernels): NetFinding[] {
  const folder = new URL('../../fixtures/training/', import.meta.url);
  const fixtures = JSON.parse(readFileSync(new URL('nets.json', folder), 'utf8')) as NetFixtures;
  const { tensors } = readSafetensors(readFileSync(new URL('nets.safetensors', folder)));
  return fixtures.cases.map((net) => {
    const { name } = net;
    const part = (wanted: string): NamedTensor => {
      const tensor = tensors.get(`${name}:${wanted}`);
      if (tensor === undefined) throw new Error(`the fixture ${name} has no ${wanted}`);
      return tensor;
    };
    return checkNet(net, fixtures, part, kernels);
  });
}

function checkNet(
  { name, spec, steps }: NetCase,
  { rate, decay }: NetFixtures,
  part: (wanted: string) => NamedTensor,
  kernels: Kernels,
): NetFinding {
  const { model, flat } = modelOf(name, spec);
  const network = new Network(flat, 1);
  const assignAll = (): void => {
    network.variables.forEach(({ variable, name: variableName }, i) => {
      const { data, shape } = part(`before${i}`);
      if (shape.join() !== variable.shape.join()) throw new Error(`${name}: ${variableName} is number ${i}?`);
      tf.tidy(() => {
        variable.assign(tf.tensor(data, [...shape]));
      });
    });
  };
  assignAll();
  const trained = trainedVariables(network.variables, decay, false);
  const optimizer = createOptimizer({ type: 'sgd', momentum: 0, nesterov: false }, trained);
  const examples = { name: 'the fixture', shape: part('images').shape.slice(1), classes: 3 };
  const heads = trainableHeads(model, flat, examples);
  const learner: Learner = { network, trained, optimizer, heads, kernels, labelSmoothing: 0 };
  const before = tf.memory().numTensors;
  const finding = tf.tidy(() => {
    const images = tf.tensor(part('images').data, [...part('images').shape]);
    const labels = tf.tensor1d(Int32Array.from(part('labels').data), 'int32');
    const step = tf.scalar(1, 'int32');
    let [loss, weights] = [0, 0];
    if (steps === 1) {
      const result = trainingStep(learner, { images, labels, learningRate: tf.scalar(rate), step });
      loss = largestDifference(tf.slice(result, [0], [1]).asScalar(), part('loss'));
      const differences = network.variables.map(({ variable }, i) =>
        largestDifference(variable, part(`after${i}`)),
      );
      weights = Math.max(...differences);
    }
    const context = { kernels, training: false, step, onStatistics: () => undefined };
    const [logits] = network.forward([images], heads.logits, context);
    return {
      name,
      loss,
      weights,
      evaluated: largestDifference(logits ?? tf.scalar(0), part('evaluated')),
    };
  });
  const leaked = tf.memory().numTensors - before;
  network.dispose();
  return { ...finding, leaked };
}

function modelOf(name: string, spec: string): { readonly model: Model; readonly flat: FlatModel } {
  const { model, diagnostics } = analyze(spec);
  const mistake = diagnostics.find(({ severity }) => severity === 'error');
  if (model === null || mistake !== undefined)
    throw new Error(`${name}: ${mistake?.code ?? 'no model'}\n${spec}`);
  return { model, flat: flatten(model) };
}
