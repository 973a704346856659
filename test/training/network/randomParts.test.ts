import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { type FlatModel, flatten } from '../../../src/core/model/flatten.ts';
import { compositeKernels } from '../../../src/training/backends/compositeKernels.ts';
import { Network } from '../../../src/training/network/network.ts';

function modelOf(layers: string): FlatModel {
  const { model, diagnostics } = analyze(`input: [6, 6, 4]\nlayers:\n${layers}`);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (model === null) throw new Error('no model');
  return flatten(model);
}

/** The first output for an image of noise, twice in the batch. */
function run(model: FlatModel, training: boolean, step: number): Float32Array {
  return tf.tidy(() => {
    const network = new Network(model, 3);
    const image = tf.randomNormal([1, 6, 6, 4], 0, 1, 'float32', 5);
    const [output] = network.forward([tf.concat([image, image])], model.outputs, {
      kernels: compositeKernels,
      training,
      step: tf.scalar(step, 'int32'),
      onStatistics: () => undefined,
    });
    network.dispose();
    return (output?.dataSync() ?? new Float32Array()) as Float32Array;
  });
}

const RANDOM = [
  ['fractal', '  - block: {type: fractal, filters: 4, columns: 4, drop_path: 0.9}\n'],
  ['wide with dropout', '  - block: {type: wide, filters: 4, dropout: 0.5}\n'],
  ['stochastic depth', '  - stage: {block: stochastic_depth, filters: 4, repeat: 4, total: 4, last: 0.2}\n'],
] as const;

describe('a net with random parts', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  it.each(RANDOM)('%s is drawn anew for each step and each example while it trains', (_, layers) => {
    const model = modelOf(layers);
    const first = run(model, true, 1);
    expect(run(model, true, 1)).toEqual(first);
    expect(run(model, true, 2)).not.toEqual(first);
    const half = first.length / 2;
    expect(first.subarray(half)).not.toEqual(first.subarray(0, half));
    expect(first.every(Number.isFinite)).toBe(true);
  });

  it.each(RANDOM)('%s is the same at every evaluation', (_, layers) => {
    const model = modelOf(layers);
    const first = run(model, false, 1);
    expect(run(model, false, 2)).toEqual(first);
    const half = first.length / 2;
    expect(first.subarray(half)).toEqual(first.subarray(0, half));
  });

  it('evaluates a fractal as if no path had ever been dropped', () => {
    const [, layers] = RANDOM[0];
    const all = run(modelOf(layers.replace('drop_path: 0.9', 'drop_path: 0')), false, 1);
    expect(run(modelOf(layers), false, 1)).toEqual(all);
  });

  it('evaluates a wide block as if it had no dropout', () => {
    const [, layers] = RANDOM[1];
    const all = run(modelOf(layers.replace('dropout: 0.5', 'dropout: 0')), false, 1);
    expect(run(modelOf(layers), false, 1)).toEqual(all);
  });
});
