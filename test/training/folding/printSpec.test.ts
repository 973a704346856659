import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FlatModel } from '../../../src/core/model/flatten.ts';
import type { Op } from '../../../src/core/model/op.ts';
import type { FoldedModel } from '../../../src/training/folding/foldedModel.ts';
import { printSpec } from '../../../src/training/folding/printSpec.ts';
import { netOf } from '../support/foldedNet.ts';

/** The net as it is, without anything folded and without weights. */
function asItIs({ ops, outputs }: FlatModel): FoldedModel {
  const layers = ops.map(({ path, node, inputs }) => ({
    ...{ path, op: node.op, inputs, tensors: new Map(), weightsOf: null, madeOf: [] },
  }));
  return { layers, outputs };
}

interface Written {
  readonly op: Op;
  readonly inputs: readonly number[];
  readonly output: unknown;
}

const written = ({ ops }: FlatModel): Written[] =>
  ops.map(({ node, inputs }) => ({ op: node.op, inputs, output: node.output }));

/** The spec that is printed for a spec, and whether it means the same. */
function printed(text: string): string {
  const net = netOf(text);
  const inputs = net.model.body.inputs.map(({ name, shape }) => ({ name, shape: (shape ?? []).map(Number) }));
  const spec = printSpec(asItIs(net.flat), {
    name: 'printed',
    comments: [],
    inputs,
    train: {},
  });
  const again = netOf(spec.text);
  expect(written(again.flat)).toEqual(written(net.flat));
  expect(again.flat.outputs).toEqual(net.flat.outputs);
  expect(again.model.body.inputs).toEqual(net.model.body.inputs);
  return spec.text;
}

const EVERYTHING = `
inputs: {left: [12, 9, 6], right-side: [12, 9, 6]}
outputs: [dense, map]
layers:
  - conv: {filters: 8, kernel: [3, 1], stride: [2, 1], padding: [1, 0, 2, 1], groups: 2, bias: false, init: {type: lecun_uniform, gain: 0.0000004}}
    name: first
  - conv: {filters: 8, padding: 1, dilation: [1, 2], parametrization: standardized, activation: {type: leaky_relu, slope: 0.3}}
  - norm: {type: group, groups: 4, epsilon: 0.0000001, momentum: 0.99, scale: false, center: false, gamma_init: 0}
  - norm: layer
  - norm: {gamma_init: 0.5}
  - leaky_relu: 0.2
  - leaky_relu
  - prelu
  - softmax
  - depthwise_conv: {kernel: 3, multiplier: 2, padding: half, activation: gelu}
  - depthwise_conv: [5, 3]
  - conv_transpose: {filters: 4, kernel: 3, stride: 2, padding: half, output_padding: [1, 0], activation: prelu}
  - pool: {type: average, size: [3, 2], stride: 1, padding: same, rounding: ceil}
  - pool: {type: max, size: 2}
  - slice: [2, 2]
  - pad: {size: [1, 0, 2, 1], channels: [1, 2]}
  - pad: 1
  - upsample: {size: [1, 2], method: bilinear}
  - squeeze_excite: {reduction: 2, activation: silu, gate: hard_sigmoid}
  - squeeze_excite
  - scale: {per: scalar, init: 0.1}
  - bias
  - dropout: 0.25
    name: map
  - conv: {filters: 4, kernel: 1, activation: relu}
    name: both
  - conv: 4
    name: here
    from: both
  - sigmoid:
    name: there
    from: both
  - add: [here, there, both]
    name: sum
  - multiply: [sum, here]
    name: product
  - mean: {drop_path: 0.5}
    from: [sum, product]
    name: middle
  - concat: [middle, here]
    name: all
  - pool: global_max
    name: factors
    from: all
  - gate: [all, factors]
  - flatten
  - dense: {units: 5, bias: false, init: zeros}
`;

describe('a printed spec', () => {
  it('means the same for every kind and attribute', () => {
    const text = printed(EVERYTHING);
    expect(text).toContain('inputs:\n  left: [12, 9, 6]\n  right-side: [12, 9, 6]\noutputs: [dense, map]\n');
    expect(text).toContain('  - slice: [2, 2]\n');
    expect(text).toContain('  - depthwise_conv: [5, 3]\n');
    expect(text).toContain('  - conv: {filters: 4, kernel: 1, activation: relu}\n    name: both\n');
    expect(text).toContain('  - mean: {drop_path: 0.5}\n    name: middle\n    from: [sum, product]\n');
  });

  const folder = new URL('../../../examples/', import.meta.url);
  const examples = readdirSync(folder).filter((name) => name.endsWith('.resnet.yaml'));
  const hasOthers = /shortcut: A|stochastic_depth|\[H, W/;
  const plain = examples.filter((name) => !hasOthers.test(readFileSync(new URL(name, folder), 'utf8')));

  it.each(plain)('means the same: %s', (name) => {
    printed(readFileSync(new URL(name, folder), 'utf8'));
  });

  it('has one name for each layer, and none that YAML or the language reads otherwise', () => {
    const text = printed(`
input: [4, 4, 2]
layers:
  - relu:
    name: a
  - block: {type: stem_cifar, filters: 2}
    name: b
  - relu:
    name: b_conv
  - relu:
    name: null_
  - tanh:
    name: "true"
`);
    expect([...text.matchAll(/name: (.*)/g)].map(([, name]) => name)).toEqual([
      ...['a', 'b_conv', 'b_conv_norm', 'b_conv_activation', 'b_conv_2', 'null_', 'true_'],
    ]);
  });

  it('gives out a value twice, and an input, through a layer that changes nothing', () => {
    const net = netOf('input: [4]\noutputs: [relu]\nlayers: [relu]\n');
    const frame = { name: 'n', comments: [], inputs: [{ name: 'input', shape: [4] }], train: {} };
    const { text } = printSpec({ ...asItIs(net.flat), outputs: [0, 0, -1] }, frame);
    const { flat } = netOf(text);
    expect(flat.ops.map(({ node, inputs }) => [node.op.kind, inputs[0]])).toEqual([
      ...[
        ['activation', -1],
        ['dropout', 0],
        ['dropout', -1],
      ],
    ]);
    expect(flat.outputs).toEqual([0, 1, 2]);
  });
});
