import { readdirSync, readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { analyze } from '../../../src/core/analyze.ts';
import { flatten } from '../../../src/core/model/flatten.ts';
import type { Model } from '../../../src/core/model/model.ts';
import type { Kernels } from '../../../src/training/backends/backend.ts';
import { openTensorflowBackend } from '../../../src/training/backends/tensorflowBackend.ts';
import { Network } from '../../../src/training/network/network.ts';
import { trainableHeads } from '../../../src/training/network/trainableHeads.ts';
import { createOptimizer } from '../../../src/training/optimizers/optimizer.ts';
import { trainedVariables } from '../../../src/training/optimizers/trainedVariable.ts';
import { type Learner, trainingStep } from '../../../src/training/step/trainingStep.ts';

export interface ExampleFinding {
  readonly name: string;
  readonly losses: readonly number[];
  /** Variables that are where they were before the steps. */
  readonly unmoved: readonly string[];
  /** Tensors more than before the steps. */
  readonly leaked: number;
  readonly seconds: number;
}

type Replacement = (text: string) => string;

interface Change {
  readonly set?: Readonly<Record<string, number>>;
  readonly replace?: readonly Replacement[];
  readonly steps?: number;
}

const BATCH = 4;

/** ImageNet's nets on smaller images, where every stage still has pixels, and an eighth as wide. */
const SMALL: readonly Replacement[] = [
  (text) => text.replaceAll(/\b224\b/g, '64'),
  (text) => text.replaceAll(/filters: (\d+)/g, (_, filters) => `filters: ${Math.ceil(Number(filters) / 8)}`),
];
/** A map as the end is none that can be trained. */
const HEAD = '  - pool: global_average\n  - dense: 3\n';

/** What makes an example small, and one that is no classifier one. */
const CHANGES: Readonly<Record<string, Change>> = {
  'any-size': { set: { H: 16, W: 24 }, replace: [(text) => `${text}${HEAD}`] },
  'dirac-cifar10': { set: { n: 2, k: 1 } },
  // What starts at zero moves first, and what it multiplies later.
  'fixup-cifar10': { set: { n: 1 }, steps: 6 },
  'plain-and-residual-twin': { set: { n: 1 } },
  'preactivation-cifar10': { set: { n: 1 } },
  'repvgg-imagenet': { set: { first: 8, a: 0.125, b: 0.25 } },
  'resnet-cifar10': { set: { n: 2 } },
  'resnext-imagenet': { set: { cardinality: 4, width: 16 } },
  'stochastic-depth-cifar10': { set: { n: 2 } },
  'three-in-three-out': {
    replace: [
      ...SMALL,
      (text) => text.replace(/^outputs:.*$/m, ''),
      (text) => `${text}  - add: [head1, head2, head3]\n${HEAD}`,
    ],
  },
  'wide-cifar10': { set: { n: 2, k: 1, dropout: 0.3 } },
  'zero-gamma-imagenet': { steps: 4 },
};

/** Some steps of an example on noise, with its own optimizer. */
function trainExample(name: string, text: string, change: Change, kernels: Kernels): ExampleFinding {
  const began = performance.now();
  const changed = (change.replace ?? SMALL).reduce((all, replace) => replace(all), text);
  const { model, plan, diagnostics } = analyze(changed, { set: { ...change.set } });
  const mistake = diagnostics.find(({ severity }) => severity === 'error');
  if (model === null || mistake !== undefined) throw new Error(`${name}: ${mistake?.code ?? 'no model'}`);
  const learner = learnerOf(model, plan?.optimizer ?? null, kernels);
  const { network, optimizer, heads } = learner;
  const shape = (model.body.inputs[heads.input]?.shape ?? []).map(Number);
  const values = (): Float32Array[] =>
    network.variables.map(({ variable }) => Float32Array.from(variable.dataSync()));
  const before = values();
  const tensors = tf.memory().numTensors;
  const losses = Array.from({ length: change.steps ?? 2 }, (_, i) => stepOf(learner, shape, i + 1));
  const leaked = tf.memory().numTensors - tensors;
  const after = values();
  const unmoved = network.variables.filter((_, i) => after[i]?.every((value, k) => value === before[i]?.[k]));
  network.dispose();
  optimizer.dispose();
  const seconds = (performance.now() - began) / 1000;
  return { name, losses, unmoved: unmoved.map((variable) => variable.name), leaked, seconds };
}

function learnerOf(
  model: Model,
  plan: Parameters<typeof createOptimizer>[0] | null,
  kernels: Kernels,
): Learner {
  const flat = flatten(model);
  const network = new Network(flat, 1);
  // Without a decay, so that only a gradient moves anything.
  const trained = trainedVariables(network.variables, 0, false);
  const optimizer = createOptimizer(plan ?? { type: 'sgd', momentum: 0.9, nesterov: false }, trained);
  const used = flat.ops.flatMap(({ inputs }) => inputs).find((input) => input < 0) ?? -1;
  const shape = model.body.inputs[-1 - used]?.shape ?? [];
  const classes = Number(model.body.outputs[0]?.shape?.[0] ?? 0);
  const heads = trainableHeads(model, flat, { name: 'noise', shape, classes });
  return { network, trained, optimizer, heads, kernels, labelSmoothing: 0 };
}

function stepOf(learner: Learner, shape: readonly number[], step: number): number {
  return tf.tidy(() => {
    const images = tf.randomNormal([BATCH, ...shape], 0, 1, 'float32', 10);
    const labels = tf.tensor1d([0, 1, 2, 1], 'int32');
    const feeds = { images, labels, learningRate: tf.scalar(0.01), step: tf.scalar(step, 'int32') };
    return trainingStep(learner, feeds).dataSync()[0] ?? Number.NaN;
  });
}

/** A program: trains every example for some steps with TensorFlow and prints what it found as JSON. */
const folder = new URL('../../../examples/', import.meta.url);
const backend = await openTensorflowBackend({ addon: process.argv[2] ?? '', beforeKernel: () => undefined });
const findings = readdirSync(folder)
  .filter((file) => file.endsWith('.resnet.yaml'))
  .map((file) => {
    const name = file.replace('.resnet.yaml', '');
    return trainExample(
      name,
      readFileSync(new URL(file, folder), 'utf8'),
      CHANGES[name] ?? {},
      backend.kernels,
    );
  });
console.log(JSON.stringify(findings));
