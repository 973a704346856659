import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { totals } from '../../../src/core/analysis/totals.ts';
import { analyze } from '../../../src/core/analyze.ts';
import { type FlatModel, flatten } from '../../../src/core/model/flatten.ts';
import type { OpKind } from '../../../src/core/model/op.ts';
import { foldModel } from '../../../src/training/folding/foldModel.ts';
import { printSpec } from '../../../src/training/folding/printSpec.ts';
import type { OpImplementation } from '../../../src/training/ops/opImplementation.ts';
import { OP_IMPLEMENTATIONS } from '../../../src/training/ops/registry.ts';
import type { NamedTensor } from '../../../src/training/runs/safetensors.ts';
import { type FoldedNet, foldNet, netOf } from '../support/foldedNet.ts';

const fixtures = JSON.parse(
  readFileSync(new URL('../../fixtures/training/nets.json', import.meta.url), 'utf8'),
) as { readonly cases: readonly { readonly name: string; readonly spec: string }[] };

/** A net that ends in `layers`, after a ReLU that keeps it from being folded into what comes before. */
function fold(layers: string, input = '[7, 6, 4]'): FoldedNet {
  return foldNet(
    `input: ${input}\nlayers:\n  - relu\n    name: x\n${layers}`.replace(
      '- relu\n    name',
      '- relu:\n    name',
    ),
  );
}

/** What each folded layer is made of. */
const madeOf = ({ layers }: FoldedNet): string[] => layers.map((layer) => layer.madeOf.join(' '));

describe('a folded net', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  it.each(fixtures.cases)('gives the same outputs: $name', ({ spec }) => {
    expect(foldNet(spec).difference).toBeLessThan(1e-5);
  });

  it('has one 3×3 convolution for each block of RepVGG, with the identity where there is one', () => {
    const layers =
      '  - stage: {block: repvgg, filters: 4, repeat: 2}\n  - stage: {block: repvgg, filters: 6, stride: 2}\n';
    for (const size of ['[8, 8, 4]', '[7, 6, 4]', '[1, 2, 4]']) {
      const net = fold(layers, size);
      expect(net.difference).toBeLessThan(1e-5);
      expect(net.layers).toHaveLength(3);
      expect(net.text.match(/- \w+/g)).toEqual(['- relu', '- conv', '- conv', '- conv']);
      expect(net.text).toContain('- conv: {filters: 6, stride: 2, activation: relu}');
      expect(net.text).toContain(
        '# from stage.1.with_identity: three.conv, three.conv.norm, one.conv, one.conv.norm, identity.norm, add\n',
      );
      expect(net.trainable[1]).toBe(2 * (9 * 4 * 4 + 4) + 9 * 4 * 6 + 6);
    }
  });
});

describe('what follows a layer and does one thing to each channel', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  it.each([
    ['a convolution', '  - conv: {filters: 5, norm: batch}\n', 'conv conv.norm'],
    [
      'one with a bias and groups',
      '  - conv: {filters: 6, groups: 2, bias: true, norm: batch}\n',
      'conv conv.norm',
    ],
    [
      'a depthwise one',
      '  - depthwise_conv: {multiplier: 2, norm: batch}\n',
      'depthwise_conv depthwise_conv.norm',
    ],
    [
      'a transposed one',
      '  - conv_transpose: {filters: 5, stride: 2, kernel: [3, 2], norm: batch}\n',
      'conv_transpose conv_transpose.norm',
    ],
    ['a dense layer', '  - flatten\n  - dense: {units: 5, norm: batch}\n', 'dense dense.norm'],
    [
      'factors and constants',
      '  - conv: 5\n  - scale: scalar\n  - bias\n  - scale\n  - bias: scalar\n',
      'conv scale bias scale_2 bias_2',
    ],
    [
      'a norm without γ and β',
      '  - conv: {filters: 5, norm: {type: batch, scale: false, center: false, epsilon: 0.1}}\n',
      'conv conv.norm',
    ],
    [
      'a kernel of Dirac’s',
      '  - conv: {filters: 5, parametrization: dirac, groups: 1, bias: false}\n',
      'conv',
    ],
    [
      'one in groups',
      '  - conv: {filters: 8, parametrization: dirac, groups: 2, norm: batch}\n',
      'conv conv.norm',
    ],
    [
      'a standardized kernel',
      '  - conv: {filters: 5, parametrization: standardized, norm: batch}\n',
      'conv conv.norm',
    ],
  ])('is folded into %s', (_, layers, wanted) => {
    const net = fold(layers);
    expect(madeOf(net)).toEqual([wanted]);
    expect(net.difference).toBeLessThan(1e-5);
  });

  it.each([
    ['with an activation between them', '  - conv: {filters: 4, activation: relu}\n  - norm\n'],
    [
      'where something else reads the convolution, too',
      '  - conv: 4\n    name: c\n  - norm:\n    name: n\n  - multiply: [c, n]\n',
    ],
    ['of another type', '  - conv: {filters: 4, norm: group}\n  - conv: {filters: 4, norm: layer}\n'],
    ['before the convolution, whose zeros around the map it does not touch', '  - norm\n  - conv: 4\n'],
  ])('is left %s', (_, layers) => {
    const net = fold(layers.replace('- conv: 4\n    name', '- conv: {filters: 4}\n    name'));
    expect(madeOf(net)).toEqual([]);
    expect(net.difference).toBe(0);
  });
});

const parallel = (...branches: readonly string[]): string =>
  `  - parallel:\n      branches:\n${branches.map((branch, i) => `        b${i}: ${branch}\n`).join('')}      merge: add\n    name: sum\n`;

describe('a sum of convolutions of one value', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  it.each([
    [
      '3×1 and 1×3',
      ['[conv: {filters: 4, kernel: [3, 1]}]', '[conv: {filters: 4, kernel: [1, 3]}]'],
      '- conv: 4\n',
    ],
    [
      'different paddings, at a stride',
      ['[conv: {filters: 5, stride: 2, padding: half}]', '[conv: {filters: 5, kernel: 1, stride: 2}]'],
      'padding: half',
    ],
    [
      'an even kernel, whose middle lies between pixels',
      ['[conv: {filters: 4, kernel: 2, padding: [0, 1, 1, 0]}]', '[conv: {filters: 4}, norm]', '[norm]'],
      '- conv: 4\n',
    ],
    [
      'kernels that reach beyond one another',
      [
        '[conv: {filters: 4, kernel: 2, padding: [1, 0, 0, 1]}]',
        '[conv: {filters: 4, kernel: 2, padding: [0, 1, 1, 0]}]',
      ],
      '- conv: 4\n',
    ],
    [
      'the same dilation',
      ['[conv: {filters: 4, dilation: 2}]', '[conv: {filters: 4, kernel: 1, norm: batch}]', '[norm]'],
      'dilation: 2',
    ],
    [
      'groups',
      [
        '[conv: {filters: 4, groups: 2, norm: batch}]',
        '[conv: {filters: 4, kernel: 1, groups: 2}]',
        '[norm]',
      ],
      'groups: 2',
    ],
    ['a norm after it', ['[conv: 4]', '[conv: {filters: 4, kernel: 1}]'], 'activation: relu'],
  ])('becomes one: %s', (name, branches, text) => {
    const after = name === 'a norm after it' ? '  - norm\n  - relu\n' : '';
    for (const size of ['[7, 6, 4]', '[8, 8, 4]', '[5, 1, 4]']) {
      const net = fold(parallel(...branches) + after, size);
      expect(net.layers).toHaveLength(1);
      expect(net.text.match(/- \w+/g)).toEqual(['- relu', '- conv']);
      expect(net.text).toContain(text);
      expect(net.difference).toBeLessThan(1e-5);
    }
  });

  it.each([
    ['other dilations', ['[conv: {filters: 4, dilation: 2}]', '[conv: 4]']],
    ['other groups', ['[conv: {filters: 4, groups: 2}]', '[conv: 4]']],
    ['another value', ['[conv: {filters: 4, activation: relu}, conv: 4]', '[conv: 4]']],
    ['nothing but norms', ['[norm]', '[norm]']],
  ])('stays one with %s', (_, branches) => {
    const net = fold(parallel(...branches));
    expect(madeOf(net)).toEqual([]);
    expect(net.difference).toBe(0);
  });

  it('leaves what is no convolution of it in the sum', () => {
    const net = fold(
      parallel(
        '[conv: 4]',
        '[pool: {type: max, size: 3, stride: 1, padding: half}]',
        '[conv: {filters: 4, kernel: 1}]',
      ),
    );
    expect(net.layers).toHaveLength(1);
    expect(net.text.match(/- \w+/g)).toEqual(['- relu', '- pool', '- conv', '- add']);
    expect(net.difference).toBeLessThan(1e-5);
  });

  it('takes the value itself in as a kernel that passes it on', () => {
    const net = fold('  - residual: {branch: [conv: 4, norm], shortcut: identity}\n');
    expect(net.text.match(/- \w+/g)).toEqual(['- relu', '- conv']);
    expect(net.difference).toBeLessThan(1e-5);
  });

  it.each([
    [
      'a convolution before it',
      '[conv: {filters: 4, activation: relu}, conv: 4]',
      ['- relu', '- conv', '- conv', '- add'],
    ],
    ['a layer of its own', '[conv: 4, relu]', ['- relu', '- conv', '- scale', '- add']],
  ])('puts a branch’s factor and survival into %s', (_, branch, kinds) => {
    const net = fold(`  - residual: {branch: ${branch}, shortcut: identity, survival: 0.5, scale: 3}\n`);
    expect(net.text.match(/- \w+/g)).toEqual(kinds);
    expect(net.difference).toBeLessThan(1e-5);
  });

  it('of a convolution that others read, too, leaves it where it is', () => {
    const net = foldNet(`input: [6, 6, 4]
layers:
  - conv: 4
  - residual: {branch: [conv: 4], shortcut: identity}
`);
    expect(madeOf(net)).toEqual(['residual.branch.conv residual.add']);
    expect(net.difference).toBeLessThan(1e-5);
  });
});

describe('weights that are shared', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  it('are shared after folding where all that was folded was', () => {
    const net = fold(
      '  - stage: {block: repvgg, filters: 4}\n    name: a\n  - stage: {block: repvgg, filters: 4}\n    name: b\n    weights: a\n',
    );
    expect(net.layers).toHaveLength(2);
    expect(net.text).toContain('weights: a_1_with_identity');
    expect(net.trainable[1]).toBe(9 * 4 * 4 + 4);
    expect(net.difference).toBeLessThan(1e-5);
  });

  it('become two where one use has a norm of its own', () => {
    const net = fold(
      '  - conv: {filters: 4, bias: false}\n    name: a\n  - norm\n  - relu\n  - conv: {filters: 4, bias: false}\n    name: b\n    weights: a\n  - norm\n',
    );
    expect(net.text).not.toContain('weights:');
    expect(net.trainable[1]).toBe(2 * (9 * 4 * 4 + 4));
    expect(net.difference).toBeLessThan(1e-5);
  });
});

/** A checkpoint in which every variable is 1. */
function tensorsOfOnes({ ops }: FlatModel): Map<string, NamedTensor> {
  const tensors = new Map<string, NamedTensor>();
  for (const { path, node } of ops) {
    const implementation = OP_IMPLEMENTATIONS[node.op.kind] as OpImplementation<OpKind>;
    const shapes = node.inputShapes.map((shape) => (shape ?? []).map(Number));
    for (const { name, shape } of implementation.variables(node.op.attributes, shapes)) {
      const size = shape.reduce((product, dim) => product * dim, 1);
      tensors.set(`${path}/${name}`, { shape, data: new Float32Array(size).fill(1) });
    }
  }
  return tensors;
}

describe('RepVGG for ImageNet', () => {
  // Ding et al. 2021, the table of ImageNet results: parameters of the nets at inference, and their multiply-adds, both rounded.
  it.each([
    ['repvgg_a0', 8.3e6, 1.4e9],
    ['repvgg_a1', 12.78e6, 2.4e9],
    ['repvgg_a2', 25.49e6, 5.1e9],
  ])('%s has the figures of the paper when it is folded', (variant, parameters, macs) => {
    const text = readFileSync(
      new URL('../../../examples/repvgg-imagenet.resnet.yaml', import.meta.url),
      'utf8',
    );
    const { model } = analyze(text, { variant });
    if (model === null) throw new Error('no model');
    const flat = flatten(model);
    const folded = foldModel(flat, tensorsOfOnes(flat));
    const inputs = [{ name: 'input', shape: [224, 224, 3] }];
    const figures = totals(
      netOf(printSpec(folded, { name: variant, comments: [], inputs, train: {} }).text).model,
    );
    expect(Math.abs(Number(figures.trainable) / parameters - 1)).toBeLessThan(0.002);
    expect(Math.abs(Number(figures.macs) / macs - 1)).toBeLessThan(0.04);
    expect(figures.nonTrainable).toBe(0);
  });
});
