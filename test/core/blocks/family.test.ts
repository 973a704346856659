import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { totals } from '../../../src/core/analysis/totals.ts';
import { analyze } from '../../../src/core/analyze.ts';
import { flatten } from '../../../src/core/model/flatten.ts';
import type { Model } from '../../../src/core/model/model.ts';

function exampleModel(name: string, variant?: string): Model {
  const file = new URL(`../../../examples/${name}.resnet.yaml`, import.meta.url);
  const { model, diagnostics } = analyze(
    readFileSync(file, 'utf8'),
    variant === undefined ? {} : { variant },
  );
  expect(diagnostics).toEqual([]);
  if (model === null) throw new Error('no model');
  return model;
}

/**
 * Trainable values as the reference implementations count them: torchvision (ResNeXt), timm (SE-ResNet-50 with
 * the stride in the 1×1, ResNet-50-D), the authors' code (wide nets: 36.5 M, 11.0 M and 8.9 M in their table;
 * RepVGG while training: 9.11, 14.09 and 28.21 M). Stochastic depth and zero-γ change no count.
 */
const FIGURES: readonly [example: string, variant: string | undefined, trainable: number][] = [
  ['wide-cifar10', 'wrn_28_10', 36_479_194],
  ['wide-cifar10', 'wrn_28_10_dropout', 36_479_194],
  ['wide-cifar10', 'wrn_16_8', 10_961_370],
  ['wide-cifar10', 'wrn_40_4', 8_949_210],
  ['resnext-imagenet', 'resnext50_32x4d', 25_028_904],
  ['resnext-imagenet', 'resnext101_32x8d', 88_791_336],
  ['squeeze-excite-imagenet', undefined, 28_088_024],
  ['resnet-d-imagenet', undefined, 25_576_264],
  ['stochastic-depth-cifar10', undefined, 1_727_962],
  ['zero-gamma-imagenet', undefined, 25_557_032],
  ['repvgg-imagenet', 'repvgg_a0', 9_108_968],
  ['repvgg-imagenet', 'repvgg_a1', 14_092_264],
  ['repvgg-imagenet', 'repvgg_a2', 28_210_600],
];

describe('the block family', () => {
  it.each(FIGURES)('%s %s has %i trainable values', (example, variant, trainable) => {
    expect(totals(exampleModel(example, variant)).trainable).toBe(trainable);
  });

  it('counts ResNeXt’s multiply-adds as torchvision does', () => {
    expect(totals(exampleModel('resnext-imagenet', 'resnext50_32x4d')).macs).toBe(4_230_479_872);
    expect(totals(exampleModel('resnext-imagenet', 'resnext101_32x8d')).macs).toBe(16_414_015_488);
  });

  it('lets blocks survive by the linear rule of stochastic depth: 1 − l/L·(1 − 0.5)', () => {
    const { ops } = flatten(exampleModel('stochastic-depth-cifar10'));
    const survival = ops.flatMap(({ node: { op } }) => (op.kind === 'add' ? [op.attributes.survival] : []));
    expect(survival).toHaveLength(54);
    survival.forEach((probability, at) => {
      expect(probability).toBeCloseTo(1 - ((at + 1) / 54) * 0.5, 12);
    });
  });

  it('starts Fixup’s branches at zero and smaller with depth: He times L^(−1/2)', () => {
    const { ops } = flatten(exampleModel('fixup-cifar10', 'fixup110'));
    const inits = ops.flatMap(({ path, node: { op } }) =>
      op.kind === 'conv' && path.includes('branch') ? [op.attributes.init] : [],
    );
    expect(inits).toHaveLength(108);
    inits.forEach((init, at) => {
      if (at % 2 === 1) expect(init.type).toBe('zeros');
      else expect(init).toEqual({ type: 'he_normal', gain: 1 / Math.sqrt(54) });
    });
    expect(ops.some(({ node: { op } }) => op.kind === 'norm')).toBe(false);
    // ResNet-110 without its 4,048 γ and β each, with five scalars and a factor a block, and the two before the ends.
    expect(totals(exampleModel('fixup-cifar10', 'fixup110')).trainable).toBe(1_727_962 - 8_096 + 54 * 5 + 2);
  });

  it('gives Dirac’s filters two values each, and adds nothing', () => {
    const { ops } = flatten(exampleModel('dirac-cifar10', 'dirac28_5'));
    expect(ops.some(({ node: { op } }) => op.kind === 'add')).toBe(false);
    const first = ops.find(({ path }) => path === 'group1.1.conv');
    expect(first?.cost.trainable).toBe(9 * 16 * 80 + 2 * 80);
  });

  it('has RepVGG’s identity only where the shape stays', () => {
    const { ops } = flatten(exampleModel('repvgg-imagenet', 'repvgg_a0'));
    const identities = ops.filter(({ path }) => path.endsWith('.identity.norm'));
    // Every layer but the first of its five stages.
    expect(identities).toHaveLength(22 - 5);
  });

  it.each([
    [2, 1 + 2],
    [3, 1 + 2 + 4],
    [4, 1 + 2 + 4 + 8],
  ])('has 2^(column − 1) convolutions in each column of a fractal of %i', (columns, convolutions) => {
    const text = `input: [8, 8, 4]\nlayers:\n  - block: {type: fractal, filters: 4, columns: ${columns}}\n`;
    const { model, diagnostics } = analyze(text);
    expect(diagnostics).toEqual([]);
    if (model === null) throw new Error('no model');
    const { ops } = flatten(model);
    expect(ops.filter(({ node: { op } }) => op.kind === 'conv')).toHaveLength(convolutions);
    // The longest path is the last column.
    expect(totals(model).layers).toBe(2 ** (columns - 1));
    // Joins stand where the last column has done two convolutions more: half as often as it has some.
    expect(ops.filter(({ node: { op } }) => op.kind === 'mean')).toHaveLength(2 ** (columns - 2));
  });
});
