import { describe, expect, it } from 'vitest';
import { drawModel } from '../../../src/core/drawing/drawModel.ts';
import type { ViewState } from '../../../src/core/drawing/viewState.ts';
import { exampleModel, modelOf } from '../../support/exampleSpecs.ts';

const sizes: ViewState = { level: 'sizes', toggled: {} };

function shown(model: Parameters<typeof drawModel>[0], view = sizes): string[] {
  return drawModel(model, view).nodes.map(({ title, subtitle, repeat }) =>
    [title, ...(subtitle === '' ? [] : [subtitle]), ...(repeat > 1 ? [`×${repeat}`] : [])].join(' | '),
  );
}

describe('only what changes the size, and all between as one box', () => {
  it('ResNet-34 by its paper: 3, 4, 6 and 3 blocks, of which the first of three stages halve', () => {
    expect(shown(exampleModel('resnet-imagenet-basic'))).toEqual([
      'input  224×224×3',
      '7×7 conv, 64, /2 | BN, ReLU',
      '3×3 max pool, /2',
      'basic | 64 | ×3',
      'basic | 128, /2',
      'basic | 128 | ×3',
      'basic | 256, /2',
      'basic | 256 | ×5',
      'basic | 512, /2',
      'basic | 512 | ×2',
      'global avg pool',
      'fc 1000',
      'output  1000',
    ]);
  });

  const layers = (...lines: readonly string[]): ReturnType<typeof modelOf> =>
    modelOf(['input: [8, 8, 4]', 'layers:', ...lines.map((line) => `  ${line}`), ''].join('\n'));

  it('layers and spelled-out residuals of one size as one row, named once each', () => {
    const model = layers(
      '- conv: {filters: 8}',
      '- residual: {branch: [{conv: 8}, {conv: 8}], shortcut: identity}',
      '- relu',
      '- dropout: 0.5',
      '- residual: {branch: [{conv: 8}], shortcut: identity}',
      '- pool: {type: max, size: 2}',
    );
    const folded = ['residual, dropout 0.5 | ×3', '2×2 max pool, /2'];
    expect(shown(model)).toEqual(['input  8×8×4', '3×3 conv, 8', ...folded, 'output  4×4×8']);
    const box = drawModel(model, sizes).nodes.find(({ title }) => title === 'residual, dropout 0.5');
    // Three convolutions of 3·3·8·8 weights with 8 biases each.
    expect(box).toMatchObject({ trainable: 3 * (576 + 8), output: [8, 8, 8], state: 'closed' });
    const opened = shown(model, { level: 'sizes', toggled: { [box?.id ?? '']: true } });
    expect(opened.filter((title) => title.startsWith('+')).length).toBe(2);
    expect(opened).toContain('dropout 0.5');
  });

  it('a row that is opened says what folds it again, at each of its units', () => {
    const model = layers(
      '- dropout: 0.5',
      '- block: {type: basic, filters: 4}',
      '- residual: {branch: [{conv: 4}, {conv: 4}], shortcut: identity}',
      '- block: {type: basic, filters: 4}',
      '- block: {type: basic, filters: 4}',
    );
    const [, row] = drawModel(model, sizes).nodes;
    expect(row).toMatchObject({ id: 'dropout×', repeat: 5, state: 'closed' });
    const { nodes } = drawModel(model, { level: 'sizes', toggled: { 'dropout×': true } });
    const rows = nodes.flatMap(({ id, run }) => (run === null ? [] : [[id, run.id, run.index, run.count]]));
    expect(rows).toEqual([
      ['dropout', 'dropout×', 1, 5],
      ['block', 'dropout×', 2, 5],
      ['residual.branch.conv', 'dropout×', 3, 5],
      // Equal blocks have a row of their own inside it.
      ['block_2', 'block_2×', 0, 2],
    ]);
  });

  it('ends a row at what somebody else takes, too', () => {
    const model = layers(
      '- conv: {filters: 4}',
      '- conv: {filters: 4}',
      '  name: early',
      '- conv: {filters: 4}',
      '- conv: {filters: 4}',
      '  name: late',
      '- add: [early, late]',
    );
    expect(shown(model)).toEqual([
      'input  8×8×4',
      '3×3 conv, 4 | ×2',
      '3×3 conv, 4 | ×2',
      '+',
      'output  8×8×4',
    ]);
  });

  it('a block that is opened shows its layers', () => {
    const model = exampleModel('resnet-imagenet-basic');
    const opened = shown(model, { level: 'sizes', toggled: { 'conv3_x.1': true } });
    expect(opened).toContain('3×3 conv, 128, /2 | BN, ReLU');
    expect(opened).toContain('+ | ReLU');
  });

  it('ResNet-1202 has 597 blocks that keep the size in three rows, and two that do not', () => {
    const model = exampleModel('resnet-cifar10', { variant: 'resnet1202' });
    const repeats = drawModel(model, sizes).nodes.filter(({ kind }) => kind === 'block');
    expect(repeats.map(({ repeat }) => repeat)).toEqual([200, 1, 199, 1, 199]);
  });
});
