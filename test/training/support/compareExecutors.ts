import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { analyze } from '../../../src/core/analyze.ts';
import { flatten } from '../../../src/core/model/flatten.ts';
import type { OptimizerPlan } from '../../../src/core/plan/trainingPlan.ts';
import type { Backend } from '../../../src/training/backends/backend.ts';
import { openTensorflowBackend } from '../../../src/training/backends/tensorflowBackend.ts';
import { Network } from '../../../src/training/network/network.ts';
import { trainableHeads } from '../../../src/training/network/trainableHeads.ts';
import { createOptimizer } from '../../../src/training/optimizers/optimizer.ts';
import { trainedVariables } from '../../../src/training/optimizers/trainedVariable.ts';
import { createEagerExecutor } from '../../../src/training/step/eagerExecutor.ts';
import type {
  EvaluationFigures,
  StepExecutor,
  StepFigures,
} from '../../../src/training/step/stepExecutor.ts';
import type { Learner } from '../../../src/training/step/trainingStep.ts';
import { createGraphExecutor, recordSteps, stateOf } from '../../../src/training/stepGraph/graphExecutor.ts';
import { GRAPH_FILE } from '../../../src/training/stepGraph/stepGraph.ts';

/**
 * Some steps of nets operation by operation and as a graph, from the same weights: `node compareExecutors.ts ADDON`.
 * Prints what differed as its last line.
 */
const STEPS = 4;
const BATCH = 4;
const CLASSES = 3;

const OPTIMIZERS: readonly OptimizerPlan[] = [
  { type: 'sgd', momentum: 0.9, nesterov: false },
  { type: 'sgd', momentum: 0.9, nesterov: true },
  { type: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  { type: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
];

/** Nets that draw while they train: the same numbers in both, others at each step. */
const RANDOM: readonly { readonly name: string; readonly spec: string }[] = [
  {
    name: 'dropout',
    spec: 'input: [4, 4, 3]\nlayers: [{conv: 8}, {dropout: 0.5}, flatten, {dropout: 0.3}, {dense: 3}]\n',
  },
  {
    name: 'stochastic depth',
    spec: 'input: [4, 4, 8]\nlayers:\n  - residual: {branch: [{conv: 8}], survival: 0.5}\n    repeat: 3\n  - flatten\n  - dense: 3\n',
  },
];

export interface ExecutorFinding {
  readonly name: string;
  /** The largest difference of a loss, relative to it. */
  readonly loss: number;
  /** The largest difference of a weight, a moving statistic or a slot, relative to the largest of its tensor. */
  readonly state: number;
  readonly evaluated: number;
  /** Tensors that steps and recording left behind. */
  readonly leaked: number;
  /** Whether recording it twice gives the same file: whatever JavaScript draws by itself would differ. */
  readonly isRepeatable: boolean;
}

interface Trail {
  readonly steps: readonly StepFigures[];
  readonly evaluation: EvaluationFigures;
  readonly state: readonly Float32Array[];
  readonly leaked: number;
}

async function main(): Promise<void> {
  const backend = await openTensorflowBackend({
    addon: process.argv[2] ?? '',
    beforeKernel: () => undefined,
  });
  const url = new URL('../../fixtures/training/nets.json', import.meta.url);
  const { cases } = JSON.parse(readFileSync(url, 'utf8')) as {
    cases: readonly { readonly name: string; readonly spec: string }[];
  };
  const findings = [...cases, ...RANDOM].map(({ name, spec }, at) =>
    compare(backend, name, spec, OPTIMIZERS[at % OPTIMIZERS.length] as OptimizerPlan),
  );
  console.log(JSON.stringify(findings));
}

function compare(backend: Backend, name: string, spec: string, plan: OptimizerPlan): ExecutorFinding {
  const { model } = analyze(spec);
  const { graphs, kernels } = backend;
  if (model === null || graphs === null) throw new Error(`${name} cannot be trained here`);
  const flat = flatten(model);
  const shape = model.body.inputs[0]?.shape?.map(Number) as [number, number, number];
  const network = new Network(flat, 1);
  const optimizer = createOptimizer(plan, trainedVariables(network.variables, 1e-3, false));
  const heads = trainableHeads(model, flat, { name: 'the test', shape, classes: CLASSES });
  const trained = trainedVariables(network.variables, 1e-3, false);
  const learner: Learner = { network, trained, optimizer, heads, kernels, labelSmoothing: 0.1 };
  const first = stateOf(learner).map((variable) => variable.dataSync().slice());
  const folder = mkdtempSync(join(tmpdir(), 'compare-executors-'));
  try {
    const eager = trailOf(createEagerExecutor(learner), learner, shape);
    reset(learner, first);
    const batches = { image: shape, train: [BATCH], evaluate: [BATCH] };
    const before = tf.memory().numTensors;
    const bytes = recordSteps(graphs, learner, batches) ?? Buffer.from('');
    const isRepeatable = Buffer.from(bytes).equals(recordSteps(graphs, learner, batches) ?? Buffer.from(''));
    const leaked = tf.memory().numTensors - before;
    writeFileSync(join(folder, GRAPH_FILE), bytes);
    const graph = trailOf(createGraphExecutor(graphs, learner, folder), learner, shape);
    const found = differences(eager, graph);
    return { name, ...found, leaked: found.leaked + leaked, isRepeatable };
  } finally {
    rmSync(folder, { recursive: true });
    network.dispose();
    optimizer.dispose();
  }
}

function reset(learner: Learner, values: readonly ArrayLike<number>[]): void {
  stateOf(learner).forEach((variable, at) => {
    tf.tidy(() => {
      variable.assign(tf.tensor(Float32Array.from(values[at] ?? []), variable.shape));
    });
  });
}

function trailOf(executor: StepExecutor, learner: Learner, shape: readonly [number, number, number]): Trail {
  const images = tf.randomNormal([BATCH, ...shape], 0, 1, 'float32', 7);
  const labels = tf.tensor1d([0, 1, 2, 1], 'int32');
  executor.load();
  const before = tf.memory().numTensors;
  const steps = Array.from({ length: STEPS }, (_, at) => {
    const scalars = { learningRate: tf.scalar(0.01), step: tf.scalar(at + 1, 'int32') };
    const figures = executor.train({ images, labels, ...scalars });
    tf.dispose(scalars);
    return figures;
  });
  const evaluation = executor.evaluate({ images, labels });
  executor.save();
  const leaked = tf.memory().numTensors - before;
  const state = stateOf(learner).map((variable) => Float32Array.from(variable.dataSync()));
  tf.dispose([images, labels]);
  executor.dispose();
  return { steps, evaluation, state, leaked };
}

function differences(eager: Trail, graph: Trail): Omit<ExecutorFinding, 'name' | 'isRepeatable'> {
  const relative = (a: number, b: number): number => Math.abs(a - b) / Math.max(1e-9, Math.abs(a));
  const losses = eager.steps.map(({ loss }, at) => relative(loss, graph.steps[at]?.loss ?? Number.NaN));
  const states = eager.state.map((values, at) => {
    const largest = Math.max(1e-6, ...values.map(Math.abs));
    const other = graph.state[at] ?? new Float32Array();
    return Math.max(0, ...values.map((value, i) => Math.abs(value - (other[i] ?? Number.NaN)) / largest));
  });
  return {
    loss: Math.max(...losses),
    state: Math.max(...states),
    evaluated: relative(eager.evaluation.loss, graph.evaluation.loss),
    leaked: eager.leaked + graph.leaked,
  };
}

void main();
