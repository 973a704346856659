import { expect, it } from 'vitest';
import { drawModel } from '../../../src/core/drawing/drawModel.ts';
import type { Level, ViewState } from '../../../src/core/drawing/viewState.ts';
import { caretNodes } from '../../../webview/graph/caretNodes.ts';
import { exampleText, modelOf } from '../../support/exampleSpecs.ts';

const at = (example: string, level: Level, words: string): readonly string[] => {
  const text = exampleText(example);
  const drawing = drawModel(modelOf(text), { level, toggled: {} });
  const offset = text.indexOf(words);
  expect(offset).toBeGreaterThan(0);
  return caretNodes(drawing.nodes, offset + 1);
};

it('finds a closed stage, and an open one without its shipped blocks', () => {
  expect(at('resnet-cifar10', 'stages', 'block: basic, filters: 32')).toEqual(['conv3_x']);
  expect(at('resnet-cifar10', 'blocks', 'block: basic, filters: 32')).toEqual(['conv3_x']);
});

it('finds every use of an item of a block', () => {
  const found = at('three-in-three-out', 'stages', 'filters: $filters, stride: 2');
  expect(found).toContain('level2.conv');
  expect(found).toContain('head3.block_2.conv');
  expect(found).toHaveLength(9);
});

it('finds the closed uses of a block where none of it is shown', () => {
  const at = BLOCKS_TEXT.indexOf('kernel: 5') + 1;
  const nodes = (toggled: ViewState['toggled']): readonly string[] =>
    caretNodes(drawModel(modelOf(BLOCKS_TEXT), { level: 'stages', toggled }).nodes, at);
  expect(nodes({ outer: false })).toEqual(['outer', 'stage', 'last']);
  expect(nodes({ outer: true })).toEqual(['outer.block', 'stage', 'last']);
  expect(nodes({ outer: true, 'outer.block': true })).toEqual(['outer.block.conv']);
});

it('finds nothing outside the layers', () => {
  expect(at('resnet-cifar10', 'ops', 'model:')).toEqual([]);
});

/** A block that is used by another one, in a stage, and on its own. */
const BLOCKS_TEXT = `input: [8, 8, 3]
blocks:
  inner:
    layers:
      - conv: {filters: 3, kernel: 5}
      - relu
  outer:
    layers:
      - block: inner
      - conv: 3
layers:
  - block: outer
    name: outer
  - stage: {block: inner, repeat: 2}
  - relu
  - block: inner
    name: last
`;
