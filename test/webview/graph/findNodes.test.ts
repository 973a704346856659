import { expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { drawModel } from '../../../src/core/drawing/drawModel.ts';
import { findNodes } from '../../../webview/graph/findNodes.ts';

const text = `
input: [H, W, 3]
layers:
  - conv: {filters: 16, stride: 2}
    name: Stem
  - residual: {branch: [{conv: 16}], shortcut: identity}
  - pool: global_average
`;
const { model } = analyze(text);
const nodes = model === null ? [] : drawModel(model, { level: 'ops', toggled: {} }).nodes;
const found = (question: string): string[] => findNodes(nodes, question).map(({ id }) => id);

it('finds by name in any case, by what stands in the box, and by shape', () => {
  expect(found('stem')).toEqual(['Stem']);
  expect(found('3×3 conv')).toEqual(['Stem', 'residual.branch.conv']);
  expect(found('3x3 conv residual')).toEqual(['residual.branch.conv']);
  expect(found('⌈H/2⌉')).toContain('Stem');
  expect(found('pool')).toEqual(['pool', 'output:pool']);
});

it('finds nothing for nothing, and nothing that is not there', () => {
  expect(found('  ')).toEqual([]);
  expect(found('dense')).toEqual([]);
});
