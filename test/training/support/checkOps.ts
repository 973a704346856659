import * as tf from '@tensorflow/tfjs';
import type { Kernels } from '../../../src/training/backends/backend.ts';
import { Network, type NetworkVariable } from '../../../src/training/network/network.ts';
import type { BatchStatistics, ForwardContext } from '../../../src/training/ops/opImplementation.ts';
import { largestDifference } from './differences.ts';
import { ModelBuilder } from './modelBuilder.ts';
import { type OpCase, type OpFixtures, readOpFixtures } from './opFixtures.ts';

export interface OpFinding {
  readonly name: string;
  readonly kind: string;
  /** The largest relative difference of each compared thing: output, gradients, weights, evaluation. */
  readonly differences: Readonly<Record<string, number>>;
  /** Tensors that were there after the step and not before. */
  readonly leaked: number;
}

/** Runs every fixture's op forward and back on the backend that is open. */
export function checkOps(kernels: Kernels): OpFinding[] {
  const fixtures = readOpFixtures();
  return fixtures.cases.map((opCase) => {
    const build = new ModelBuilder(...opCase.inputs.map((shape) => shape.slice(1)));
    const output = build.op(
      'op',
      opCase.kind,
      opCase.attributes,
      opCase.inputs.map((_, k) => -1 - k),
    );
    const network = new Network(build.flat(output), 1);
    setWeights(network.variables, opCase, fixtures);
    const before = tf.memory().numTensors;
    const differences = compare(network, output, opCase, fixtures, kernels);
    const leaked = tf.memory().numTensors - before;
    network.dispose();
    return { name: opCase.name, kind: opCase.kind, differences, leaked };
  });
}

function setWeights(variables: readonly NetworkVariable[], opCase: OpCase, fixtures: OpFixtures): void {
  const expected = fixtures.names(opCase, 'before/').sort();
  const found = variables.map(({ spec }) => spec.name).sort();
  if (expected.join() !== found.join()) throw new Error(`${opCase.name} has the variables ${found.join()}`);
  for (const { spec, variable } of variables) {
    const { data, shape } = fixtures.part(opCase, `before/${spec.name}`);
    tf.tidy(() => {
      variable.assign(tf.tensor(data, [...shape]));
    });
  }
}

function compare(
  network: Network,
  output: number,
  opCase: OpCase,
  fixtures: OpFixtures,
  kernels: Kernels,
): Record<string, number> {
  return tf.tidy(() => {
    const inputs = opCase.inputs.map((_, k) => toTensor(fixtures, opCase, `input${k}`));
    const cotangent = toTensor(fixtures, opCase, 'cotangent');
    const statistics: BatchStatistics[] = [];
    const context = (training: boolean): ForwardContext => ({
      kernels,
      training,
      step: tf.scalar(1, 'int32'),
      onStatistics: (batch) => statistics.push(batch),
    });
    const forward = (given: tf.Tensor[], training: boolean): tf.Tensor => {
      const [value] = network.forward(given, [output], context(training));
      if (value === undefined) throw new Error('no output');
      return value;
    };
    const differences: Record<string, number> = {};
    const note = (name: string, actual: tf.Tensor): void => {
      differences[name] = largestDifference(actual, fixtures.part(opCase, name));
    };
    note('output', forward(inputs, true));
    for (const { mean, variance } of statistics.splice(0)) tf.dispose([mean, variance]);
    const trained = network.variables.filter(({ spec }) => spec.role !== 'statistic');
    const loss = (...given: tf.Tensor[]): tf.Tensor =>
      tf.sum(tf.mul(forward(given.slice(0, inputs.length), true), cotangent));
    const variables = trained.map(({ variable }) => variable as tf.Tensor);
    const gradients = tf.grads(loss)([...inputs, ...variables]);
    inputs.forEach((_, k) => {
      note(`gradient${k}`, gradients[k] ?? tf.scalar(Number.NaN));
    });
    trained.forEach(({ spec, variable }, i) => {
      const gradient = gradients[inputs.length + i] ?? tf.scalar(Number.NaN);
      variable.assign(tf.sub(variable, tf.mul(gradient, fixtures.rate)));
      note(`after/${spec.name}`, variable);
    });
    for (const { movingMean, movingVariance, mean, variance, momentum } of statistics) {
      movingMean.assign(tf.add(tf.mul(movingMean, momentum), tf.mul(mean, 1 - momentum)));
      movingVariance.assign(tf.add(tf.mul(movingVariance, momentum), tf.mul(variance, 1 - momentum)));
      note('after/moving_mean', movingMean);
      note('after/moving_variance', movingVariance);
      tf.dispose([mean, variance]);
    }
    note('evaluated', forward(inputs, false));
    return differences;
  });
}

function toTensor(fixtures: OpFixtures, opCase: OpCase, part: string): tf.Tensor {
  const { data, shape } = fixtures.part(opCase, part);
  return tf.tensor(data, [...shape]);
}
