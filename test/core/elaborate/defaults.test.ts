import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { type FlatOp, flatten } from '../../../src/core/model/flatten.ts';

function ops(text: string): Map<string, FlatOp['node']> {
  const { model, diagnostics } = analyze(text);
  expect(diagnostics).toEqual([]);
  if (model === null) throw new Error('no model');
  return new Map(flatten(model).ops.map((op) => [op.path, op.node]));
}

function attributes(node: FlatOp['node'] | undefined): Record<string, unknown> {
  return { ...node?.op.attributes };
}

const INPUT = 'input: [8, 8, 4]\n';

describe('precedence: the item, the file’s defaults, the block’s, the language’s', () => {
  it('holds attribute by attribute', () => {
    const found = ops(`${INPUT}
defaults:
  conv: {kernel: 5, padding: half}
blocks:
  mine:
    defaults: {conv: {kernel: 7, dilation: 2}}
    layers:
      - conv: {filters: 4}
      - conv: {filters: 4, kernel: 1}
layers:
  - block: mine
  - conv: 4
`);
    expect(attributes(found.get('block.conv'))).toMatchObject({
      kernel: [5, 5],
      padding: 'half',
      dilation: [2, 2],
    });
    expect(attributes(found.get('block.conv_2'))).toMatchObject({
      kernel: [1, 1],
      dilation: [2, 2],
      stride: [1, 1],
    });
    expect(attributes(found.get('conv'))).toMatchObject({ kernel: [5, 5], dilation: [1, 1] });
  });

  it('does not carry a block’s defaults into the blocks that it uses', () => {
    const found = ops(`${INPUT}
blocks:
  inner:
    layers:
      - conv: 4
  outer:
    defaults: {conv: {kernel: 7}}
    layers:
      - block: inner
layers:
  - block: outer
`);
    expect(attributes(found.get('block.block.conv'))).toMatchObject({ kernel: [3, 3] });
  });

  it('gives a block’s parameters through defaults', () => {
    const found = ops(`${INPUT}
defaults: {bottleneck: {expansion: 2, stride_on: middle}}
layers:
  - stage: {block: bottleneck, filters: 4, stride: 2}
`);
    const strides = [...found]
      .filter(([path]) => /branch\.\w+$/.test(path))
      .map(([, node]) => attributes(node)['stride']);
    expect(strides).toEqual([
      [1, 1],
      [2, 2],
      [1, 1],
    ]);
    expect([...found.values()].at(-1)?.output).toEqual([4, 4, 8]);
  });
});

describe('norms', () => {
  it('merge attribute by attribute, type included', () => {
    const found = ops(`${INPUT}
defaults:
  conv: {norm: group}
  norm: {epsilon: 0.001, groups: 2}
layers:
  - conv: {filters: 4, norm: {gamma_init: 0}}
`);
    expect(attributes(found.get('conv.norm'))).toMatchObject({
      type: 'group',
      gammaInit: 0,
      epsilon: 0.001,
      groups: 2,
    });
  });

  it('are batch where nobody gives a type, and asked of defaults.norm only then', () => {
    const found = ops(`${INPUT}
layers:
  - conv: {filters: 4, norm: {momentum: 0.99}}
  - norm
`);
    expect(attributes(found.get('conv.norm'))).toMatchObject({
      type: 'batch',
      momentum: 0.99,
      epsilon: 1e-5,
    });
    expect(attributes(found.get('norm'))).toMatchObject({ type: 'batch', momentum: 0.9 });
  });

  it('stay none where a weaker level says none', () => {
    const found = ops(`${INPUT}
defaults: {conv: {norm: none}}
layers:
  - conv: {filters: 4, norm: {gamma_init: 0}}
  - stage: {block: basic, filters: 4}
`);
    expect([...found.keys()].filter((path) => path.endsWith('.norm'))).toEqual([]);
  });

  it('decide the bias last', () => {
    const found = ops(`${INPUT}
layers:
  - conv: 4
  - conv: {filters: 4, norm: batch}
  - conv: {filters: 4, norm: batch, bias: true}
  - pool: global_average
  - dense: 3
  - dense: {units: 3, norm: batch}
`);
    const biases = [...found.values()]
      .map((node) => attributes(node)['bias'])
      .filter((bias) => bias !== undefined);
    expect(biases).toEqual([true, false, true, true, false]);
  });
});

describe('the default projection', () => {
  it('takes the norm of the branch’s last convolution with γ at 1', () => {
    const found = ops(`${INPUT}
layers:
  - residual:
      branch:
        - conv: {filters: 8, stride: 2, norm: batch}
        - conv: {filters: 8, norm: {type: group, groups: 4, gamma_init: 0}}
`);
    expect(attributes(found.get('residual.shortcut.conv'))).toMatchObject({
      filters: 8,
      kernel: [1, 1],
      stride: [2, 2],
      bias: false,
    });
    expect(attributes(found.get('residual.shortcut.conv.norm'))).toMatchObject({
      type: 'group',
      groups: 4,
      gammaInit: 1,
    });
    expect(found.has('residual.shortcut.conv.activation')).toBe(false);
  });

  it('has a bias and no norm beside a branch without norms', () => {
    const found = ops(`${INPUT}
layers:
  - residual:
      branch:
        - conv: {filters: 8, activation: relu}
        - conv: 8
`);
    expect(attributes(found.get('residual.shortcut.conv'))).toMatchObject({ bias: true });
    expect(found.has('residual.shortcut.conv.norm')).toBe(false);
  });

  it('looks past the branch’s own shortcuts', () => {
    const found = ops(`${INPUT}
layers:
  - residual:
      branch:
        - conv: {filters: 6, norm: layer}
        - residual:
            branch:
              - conv: {filters: 8, norm: batch}
            shortcut:
              - conv: {filters: 8, norm: {type: group, groups: 2}}
`);
    expect(attributes(found.get('residual.shortcut.conv.norm'))).toMatchObject({ type: 'batch' });
  });
});

describe('the stride of a shortcut', () => {
  it('is the product on the branch’s path, blocks and pools included', () => {
    const found = ops(`${INPUT}
layers:
  - residual:
      branch:
        - conv: {filters: 4, stride: [2, 1]}
        - block: {type: basic, filters: 4, stride: 2}
      shortcut: A
`);
    expect(attributes(found.get('residual.shortcut'))).toMatchObject({ stride: [4, 2] });
  });
});
