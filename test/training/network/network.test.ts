import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { type FlatModel, flatten } from '../../../src/core/model/flatten.ts';
import { compositeKernels } from '../../../src/training/backends/compositeKernels.ts';
import { Network, type NetworkVariable } from '../../../src/training/network/network.ts';

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

describe('the net that really runs', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  it.each(fixtures.cases)('has the shapes and the counts that core predicts: $name', ({ spec }) => {
    const model = modelOf(spec);
    const network = new Network(model, 1);
    const trained = network.variables.filter(({ spec: { role } }) => role !== 'statistic');
    const predicted = (kind: 'trainable' | 'nonTrainable'): number =>
      model.ops.reduce((sum, { node }) => sum + Number(node.cost[kind]), 0);
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
});
