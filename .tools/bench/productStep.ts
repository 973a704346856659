import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { analyze } from '../../src/core/analyze.ts';
import { flatten } from '../../src/core/model/flatten.ts';
import type { Backend } from '../../src/training/backends/backend.ts';
import { Network } from '../../src/training/network/network.ts';
import { trainableHeads } from '../../src/training/network/trainableHeads.ts';
import { createOptimizer } from '../../src/training/optimizers/optimizer.ts';
import { trainedVariables } from '../../src/training/optimizers/trainedVariable.ts';
import type { Learner } from '../../src/training/step/trainingStep.ts';
import { createGraphExecutor, recordSteps } from '../../src/training/stepGraph/graphExecutor.ts';
import { GRAPH_FILE } from '../../src/training/stepGraph/stepGraph.ts';

const CLASSES = 10;
const IMAGE = [32, 32, 3] as const;

export interface ProductStep {
  /** How many numbers it trains. */
  readonly trained: number;
  /** One step as a run computes it, from JavaScript's numbers to JavaScript's numbers. @returns milliseconds. */
  run(step: number): number;
  dispose(): void;
}

/** A training step as a graph, as a run has it: SGD with momentum and weight decay. */
export function createProductStep(spec: string, batch: number, { kernels, graphs }: Backend): ProductStep {
  if (graphs === null) throw new Error('the backend has no graphs');
  const learner = createLearner(spec, kernels);
  const bytes = recordSteps(graphs, learner, { image: IMAGE, train: [batch], evaluate: [] });
  if (bytes === null) throw new Error('the step takes too long for a graph');
  const folder = mkdtempSync(join(tmpdir(), 'bench-graph-'));
  writeFileSync(join(folder, GRAPH_FILE), bytes);
  const executor = createGraphExecutor(graphs, learner, folder);
  rmSync(folder, { recursive: true });
  const images = tf.randomNormal([batch, ...IMAGE], 0, 1, 'float32', 1).dataSync<'float32'>();
  const labels = tf.randomUniform([batch], 0, CLASSES, 'int32', 2).dataSync<'int32'>();
  return {
    trained: learner.trained.reduce((sum, { variable }) => sum + variable.size, 0),
    run(step) {
      const began = performance.now();
      const feeds = {
        images: tf.tensor(images, [batch, ...IMAGE]),
        labels: tf.tensor1d(labels, 'int32'),
        learningRate: tf.scalar(0.1),
        step: tf.scalar(step, 'int32'),
      };
      executor.train(feeds);
      tf.dispose(feeds);
      return performance.now() - began;
    },
    dispose() {
      executor.dispose();
      learner.network.dispose();
      learner.optimizer.dispose();
    },
  };
}

function createLearner(spec: string, kernels: Learner['kernels']): Learner {
  const { model } = analyze(spec);
  if (model === null) throw new Error('the net has no model');
  const flat = flatten(model);
  const network = new Network(flat, 0);
  const trained = trainedVariables(network.variables, 1e-4, false);
  const optimizer = createOptimizer({ type: 'sgd', momentum: 0.9, nesterov: false }, trained);
  const heads = trainableHeads(model, flat, { name: 'random', shape: IMAGE, classes: CLASSES });
  return { network, trained, optimizer, heads, kernels, labelSmoothing: 0 };
}
