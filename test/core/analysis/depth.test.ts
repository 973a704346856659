import { describe, expect, it } from 'vitest';
import { activationBytes } from '../../../src/core/analysis/activationBytes.ts';
import { depth } from '../../../src/core/analysis/depth.ts';
import { analyze } from '../../../src/core/analyze.ts';
import { type FlatOp, flatten } from '../../../src/core/model/flatten.ts';
import type { Model } from '../../../src/core/model/model.ts';
import { elementsOf } from '../../../src/core/model/shape.ts';

function modelOf(...layers: string[]): Model {
  const text = ['input: [16, 16, 4]', 'layers:', ...layers.map((line) => `  ${line}`)].join('\n');
  const { model, diagnostics } = analyze(text);
  if (model === null || diagnostics.some(({ severity }) => severity === 'error')) {
    throw new Error(diagnostics.map(({ message }) => message.template).join('\n'));
  }
  return model;
}

/** The longest path by looking at every op of the unfolded model, with no block shared. */
function depthOfFlatModel(model: Model): number {
  const flat = flatten(model);
  const weight = ({ node }: FlatOp): number =>
    ['conv', 'depthwise_conv', 'dense'].includes(node.op.kind) ? 1 : 0;
  const depths: number[] = [];
  const depthAt = (index: number): number => (index < 0 ? 0 : (depths[index] ?? 0));
  for (const op of flat.ops) depths.push(Math.max(0, ...op.inputs.map(depthAt)) + weight(op));
  return Math.max(0, ...flat.outputs.map(depthAt));
}

const MODELS: readonly (readonly [name: string, layers: string[], layersOnPath: number])[] = [
  ['a chain', ['- conv: 8', '- relu', '- depthwise_conv: 3', '- pool: global_average', '- dense: 2'], 3],
  ['a residual, whose shortcut is shorter', ['- stage: {block: bottleneck, filters: 2, repeat: 4}'], 12],
  [
    'a shortcut that is longer than its branch',
    ['- residual: {branch: [{conv: 4}], shortcut: [{conv: 4}, {conv: 4}, {conv: 4}]}'],
    3,
  ],
  ['no weights at all', ['- relu', '- pool: global_average'], 0],
  ['squeeze and excitation, whose layers do not count', ['- conv: 4', '- squeeze_excite: {reduction: 2}'], 1],
  [
    'a branch that ends nowhere',
    ['- conv: 4', '  name: kept', '- conv: 4', '- conv: 4', '- relu:', '  from: kept'],
    1,
  ],
  [
    'a value from inside a block',
    [
      '- block: {type: basic, filters: 4}',
      '  name: one',
      '- conv: 4',
      '  from: one.residual.branch.conv',
      '- add: [one, conv]',
    ],
    2,
  ],
  ['stages of stages and nothing', ['- stage: {block: basic, filters: 4, repeat: 0}', '- conv: 4'], 1],
];

describe('depth', () => {
  it.each(MODELS)('counts %s', (_, layers, expected) => {
    expect(depth(modelOf(...layers))).toBe(expected);
  });

  it.each(MODELS)('agrees for %s with a look at every op', (_, layers) => {
    const model = modelOf(...layers);
    expect(depth(model)).toBe(depthOfFlatModel(model));
  });
});

describe('activationBytes', () => {
  it('is four bytes for each value that an op gives', () => {
    // conv 16·16·8, its bias inside; relu the same; pool 8; dense 2.
    const model = modelOf('- conv: 8', '- relu', '- pool: global_average', '- dense: 2');
    expect(activationBytes(model)).toBe(4 * (2 * 16 * 16 * 8 + 8 + 2));
  });

  it.each(MODELS)('agrees for %s with a look at every op', (_, layers) => {
    const model = modelOf(...layers);
    const elements = flatten(model).ops.map(({ node }) => elementsOf(node.output ?? []));
    expect(activationBytes(model)).toBe(4 * elements.reduce<number>((sum, count) => sum + Number(count), 0));
  });

  it('is unknown where a mistake leaves a shape unknown', () => {
    const { model } = analyze(
      'input: [8, 8, 1]\nlayers:\n  - conv: {filters: 4, kernel: 9, padding: valid}\n',
    );
    expect(model === null ? null : activationBytes(model)).toBeNull();
  });
});
