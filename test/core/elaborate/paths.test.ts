import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { flatten } from '../../../src/core/model/flatten.ts';

function paths(text: string): string[] {
  const { model } = analyze(text);
  return model === null ? [] : flatten(model).ops.map((op) => op.path);
}

describe('paths of ops', () => {
  it('number unnamed items of a kind from the second, and name a convolution’s norm and activation', () => {
    const text = `
input: [8, 8, 3]
layers:
  - conv: {filters: 4, norm: batch, activation: relu}
  - relu
  - conv: 4
    name: named
  - conv: 4
  - relu
`;
    expect(paths(text)).toEqual([
      'conv',
      'conv.norm',
      'conv.activation',
      'relu',
      'named',
      'conv_2',
      'relu_2',
    ]);
  });

  it('show every level of a stage, and a projection below the shortcut', () => {
    const text = `
input: [8, 8, 4]
layers:
  - stage: {block: basic, filters: 8, repeat: 2, stride: 2}
    name: conv3_x
`;
    const block = (index: number, shortcut: readonly string[]): string[] =>
      [
        'residual.branch.conv',
        'residual.branch.conv.norm',
        'residual.branch.conv.activation',
        'residual.branch.conv_2',
        'residual.branch.conv_2.norm',
        ...shortcut,
        'residual.add',
        'relu',
      ].map((path) => `conv3_x.${index}.${path}`);
    expect(paths(text)).toEqual([
      ...block(1, ['residual.shortcut.conv', 'residual.shortcut.conv.norm']),
      ...block(2, []),
    ]);
  });

  it('make one op of option A, and name the merge of a parallel', () => {
    const text = `
input: [8, 8, 4]
layers:
  - residual:
      branch:
        - conv: {filters: 8, stride: 2}
      shortcut: A
  - parallel:
      branches:
        left:
          - conv: 8
        right: []
      merge: concat
    name: fork
  - block: {type: stem_cifar, filters: 4}
`;
    expect(paths(text)).toEqual([
      'residual.branch.conv',
      'residual.shortcut',
      'residual.add',
      'fork.left.conv',
      'fork.concat',
      'block.conv',
      'block.conv.norm',
      'block.conv.activation',
    ]);
  });

  it('count items that are left out', () => {
    const text = `
input: [8, 8, 3]
parameters: {deep: 0}
layers:
  - conv: 4
  - conv: 4
    when: $(deep == 1)
  - conv: 4
`;
    expect(paths(text)).toEqual(['conv', 'conv_3']);
  });
});
