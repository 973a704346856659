import { expect, it } from 'vitest';
import { drawModel } from '../../../src/core/drawing/drawModel.ts';
import type { Level } from '../../../src/core/drawing/viewState.ts';
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

it('finds nothing outside the layers', () => {
  expect(at('resnet-cifar10', 'ops', 'model:')).toEqual([]);
});
