import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { type FlatModel, flatten } from '../../../src/core/model/flatten.ts';
import { compositeKernels } from '../../../src/training/backends/compositeKernels.ts';
import { Network, type NetworkVariable } from '../../../src/training/network/network.ts';
import type { ForwardContext } from '../../../src/training/ops/opImplementation.ts';

const fixtures = JSON.parse(
  readFileSync(new URL('../../fixtures/training/nets.json', import.meta.url), 'utf8'),
) as { readonly cases: readonly { readonly name: string; readonly spec: string }[] };

function modelOf(spec: string): FlatModel {
  const { model } = analyze(spec);
  if (model === null) throw new Error('no model');
  return flatten(model);
}

function exampleModel(variant: string): FlatModel {
  const file = new URL('../../../examples/resnet-cifar10.resnet.yaml', import.meta.url);
  const { model } = analyze(readFileSync(file, 'utf8'), { variant });
  if (model === null) throw new Error('no model');
  return flatten(model);
}

const sizes = (variables: readonly NetworkVariable[]): number =>
  variables.reduce((sum, { variable }) => sum + variable.size, 0);

const trainingContext = (): ForwardContext => ({
  kernels: compositeKernels,
  training: true,
  step: tf.scalar(1, 'int32'),
  onStatistics: () => undefined,
});

describe('the net that really runs', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  it.each(fixtures.cases)('has the shapes and the counts that core predicts: $name', ({ spec }) => {
    const model = modelOf(spec);
    const network = new Network(model, 1);
    const trained = network.variables.filter(({ spec: { role } }) => role !== 'statistic');
    const predicted = (kind: 'trainable' | 'nonTrainable'): number =>
      model.ops.reduce((sum, { cost }) => sum + Number(cost[kind]), 0);
    expect(sizes(trained)).toBe(predicted('trainable'));
    expect(sizes(network.variables) - sizes(trained)).toBe(predicted('nonTrainable'));
    const [first] = model.ops;
    const input = tf.zeros([2, ...(first?.node.inputShapes[0] ?? []).map(Number)]);
    const all = model.ops.map(({ index }) => index);
    const before = tf.memory().numTensors;
    const step = tf.scalar(1, 'int32');
    const context = { kernels: compositeKernels, training: false, step, onStatistics: () => undefined };
    const values = network.forward([input], all, context);
    values.forEach((value, i) => {
      expect(value.shape).toEqual([2, ...(model.ops[i]?.node.output ?? [])]);
    });
    tf.dispose([step, ...values]);
    expect(tf.memory().numTensors).toBe(before);
    network.dispose();
  });

  // Exact figures of the facts page (He et al. 2015, §4.2).
  it.each([
    ['resnet20', 269_722, 1376],
    ['resnet56', 853_018, 4064],
  ])('%s has the parameters that the facts page gives', (variant, trainable, running) => {
    const network = new Network(exampleModel(variant), 1);
    const trained = network.variables.filter(({ spec: { role } }) => role !== 'statistic');
    expect([sizes(trained), sizes(network.variables) - sizes(trained)]).toEqual([trainable, running]);
    network.dispose();
  });

  it('names its variables after the paths, and starts alike from the same seed', () => {
    const spec = fixtures.cases[0]?.spec ?? '';
    const [one, two, other] = [1, 1, 2].map((seed) => new Network(modelOf(spec), seed));
    expect(one?.variables[0]?.name).toBe('conv/kernel');
    const first = (network: Network | undefined) => [...(network?.variables[0]?.variable.dataSync() ?? [])];
    expect(first(one)).toEqual(first(two));
    expect(first(one)).not.toEqual(first(other));
  });

  it('has the weights that two towers share once: what both learn adds up', () => {
    const spec = (weights: string): string => `
inputs: {left: [6, 6, 2], right: [6, 6, 2]}
layers:
  - conv: {filters: 3, bias: true}
    name: a
    from: left
  - conv: {filters: 3, bias: true}
    name: b
    from: right${weights}
  - add: [a, b]
`;
    const [shared, apart] = [
      new Network(modelOf(spec('\n    weights: a')), 1),
      new Network(modelOf(spec('')), 1),
    ];
    expect(shared.variables.map(({ name }) => name)).toEqual(['a/kernel', 'a/bias']);
    const images = [1, 2].map((seed) => tf.randomNormal([2, 6, 6, 2], 0, 1, 'float32', seed));
    const gradients = (network: Network): tf.Tensor[] => {
      const { variables } = network;
      const { grads } = tf.variableGrads(
        () => tf.sum(tf.square(network.forward(images, [2], trainingContext())[0] ?? tf.scalar(0))),
        variables.map(({ variable }) => variable),
      );
      return variables.map(({ variable }) => grads[variable.name] ?? tf.scalar(Number.NaN));
    };
    // The same values in both towers that share nothing: what each learns is summed by those that share.
    for (const index of [2, 3]) {
      const [from, to] = [apart.variables[index - 2], apart.variables[index]];
      if (from && to) to.variable.assign(from.variable);
    }
    for (const [index, { variable }] of shared.variables.entries()) {
      const same = apart.variables[index];
      if (same) variable.assign(same.variable);
    }
    const [kernel, bias] = gradients(shared);
    const [leftKernel, leftBias, rightKernel, rightBias] = gradients(apart);
    const gap = (sum: tf.Tensor, one: tf.Tensor, other: tf.Tensor): number =>
      tf.max(tf.abs(tf.sub(sum, tf.add(one, other)))).dataSync()[0] ?? Number.NaN;
    if (!kernel || !bias || !leftKernel || !leftBias || !rightKernel || !rightBias)
      throw new Error('no gradient');
    expect(gap(kernel, leftKernel, rightKernel)).toBeLessThan(1e-4);
    expect(gap(bias, leftBias, rightBias)).toBeLessThan(1e-4);
  });
});
