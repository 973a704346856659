import * as tf from '@tensorflow/tfjs';
import { totals } from '../../../src/core/analysis/totals.ts';
import { analyze } from '../../../src/core/analyze.ts';
import { type FlatModel, flatten } from '../../../src/core/model/flatten.ts';
import type { Model } from '../../../src/core/model/model.ts';
import { compositeKernels } from '../../../src/training/backends/compositeKernels.ts';
import { foldModel } from '../../../src/training/folding/foldModel.ts';
import { printSpec } from '../../../src/training/folding/printSpec.ts';
import { Network } from '../../../src/training/network/network.ts';
import { randomFrom, seedOf } from '../../../src/training/randomness/randomFrom.ts';
import { loadTensors, saveTensors } from '../../../src/training/runs/savedTensors.ts';

interface Net {
  readonly model: Model;
  readonly flat: FlatModel;
}

export function netOf(text: string): Net {
  const { model, diagnostics } = analyze(text);
  const mistake = diagnostics.find(({ severity }) => severity === 'error');
  if (model === null || mistake !== undefined) {
    throw new Error(`${mistake?.message.template ?? 'no model'}\n${text}`);
  }
  return { model, flat: flatten(model) };
}

export interface FoldedNet {
  readonly text: string;
  /** The largest difference of an output at test, as a share of the largest output. */
  readonly difference: number;
  readonly layers: readonly { readonly madeOf: readonly string[] }[];
  /** How many values are learned, before and after. */
  readonly trainable: readonly [number, number];
}

/** Folds a net with random weights and moving statistics, and compares what it gives with what it gave. */
export function foldNet(text: string): FoldedNet {
  const net = netOf(text);
  const network = new Network(net.flat, 1);
  randomize(network);
  const folded = foldModel(net.flat, saveTensors(network.variables));
  const inputs = net.model.body.inputs.map(({ name, shape }) => ({ name, shape: (shape ?? []).map(Number) }));
  const printed = printSpec(folded, { name: 'folded', comments: [], inputs, train: {} });
  const after = netOf(printed.text);
  const foldedNetwork = new Network(after.flat, 2);
  loadTensors(foldedNetwork.variables, printed.tensors);
  const names = foldedNetwork.variables.map(({ name }) => name);
  if (names.sort().join() !== [...printed.tensors.keys()].sort().join())
    throw new Error('weights are left over');
  const shapes = inputs.map(({ shape }) => shape);
  const [before, now] = [outputsOf(network, net.flat, shapes), outputsOf(foldedNetwork, after.flat, shapes)];
  const difference = Math.max(...before.map((output, i) => relative(output, now[i] ?? new Float32Array())));
  network.dispose();
  foldedNetwork.dispose();
  return {
    text: printed.text,
    difference,
    layers: folded.layers.filter(({ madeOf }) => madeOf.length > 0),
    trainable: [Number(totals(net.model).trainable), Number(totals(after.model).trainable)],
  };
}

/** Nothing stays at the 0 or 1 that it starts with. */
function randomize(network: Network): void {
  for (const { name, spec, variable } of network.variables) {
    const random = randomFrom(seedOf('values', name));
    const around = spec.name === 'moving_variance' || spec.name === 'gamma' ? 1 : 0;
    const values = Float32Array.from({ length: variable.size }, () => around + random() - 0.5);
    tf.tidy(() => {
      variable.assign(tf.tensor(values, [...spec.shape]));
    });
  }
}

function outputsOf(network: Network, flat: FlatModel, shapes: readonly number[][]): Float32Array[] {
  return tf.tidy(() => {
    const inputs = shapes.map((shape, k) => tf.randomNormal([2, ...shape], 0, 1, 'float32', 7 + k));
    const outputs = network.forward(inputs, flat.outputs, {
      kernels: compositeKernels,
      training: false,
      step: tf.scalar(1, 'int32'),
      onStatistics: () => undefined,
    });
    return outputs.map((output) => output.dataSync() as Float32Array);
  });
}

function relative(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  const largest = Math.max(...a.map(Math.abs));
  return Math.max(...a.map((value, i) => Math.abs(value - (b[i] ?? 0)))) / largest;
}
