import { describe, expect, it } from 'vitest';
import { drawModel } from '../../../src/core/drawing/drawModel.ts';
import { drawingDot } from '../../../src/core/export/drawingDot.ts';
import { PRINT_THEME } from '../../../src/core/print/printTheme.ts';
import { modelOf } from '../../support/exampleSpecs.ts';
import {
  comparedDrawing,
  hostileDrawings,
  OUTLINED,
  outlined,
  resnet34,
} from '../../support/outlinedDrawings.ts';
import { dotLabelLines, readDot } from '../../support/readDot.ts';

describe('the DOT of', () => {
  it.each(OUTLINED)('%s, %s is a graph with every box, frame and line', (name, level) => {
    const { drawing, frames, others } = outlined(name, level);
    const { nodes, clusters, edges, attributes } = readDot(drawingDot(drawing));
    expect([clusters.size, nodes.size]).toEqual([frames, others]);
    expect(edges).toHaveLength(drawing.edges.length);
    for (const { from, to } of edges) expect([nodes.has(from), nodes.has(to)]).toEqual([true, true]);
    expect(dotLabelLines(attributes['label'] ?? '')).toEqual([drawing.title]);
  });
});

it('says what Figure 3 of He et al. says of ResNet-34: dotted lines where the size changes, blocks once with their number', () => {
  const { nodes, clusters, edges } = readDot(drawingDot(resnet34()));
  // The three shortcuts into conv3_x, conv4_x and conv5_x.
  const dotted = edges.filter(({ attributes }) => attributes['style'] === 'dotted');
  expect(dotted.map(({ attributes }) => attributes['label'])).toEqual(['B', 'B', 'B']);
  const labels = [...clusters.values()].map(({ attributes }) => attributes['label'] ?? '');
  expect(labels.filter((label) => label.startsWith('conv'))).toHaveLength(4);
  expect(labels).toContain('basic, 256 ×5');
  const inner = [...clusters.values()].find(({ attributes }) => attributes['label'] === 'basic, 256 ×5');
  expect(inner?.around.map((name) => clusters.get(name)?.attributes['label'])).toEqual([
    'conv4_x · basic ×6, 256, /2',
  ]);
  expect([...nodes.values()].map(({ label }) => label)).toContain('7×7 conv, 64, /2\\nBN, ReLU\\n112×112×64');
});

it('starts at the frame where a line leaves one from within', () => {
  const text = `
input: [8, 8, 4]
blocks:
  pair:
    layers:
      - {conv: 4, name: first}
      - {conv: 4, name: second}
layers:
  - {block: pair, name: pair}
  - {conv: 4, from: pair.first}
`;
  const drawing = drawModel(modelOf(text), { level: 'ops', toggled: {} });
  const frame = drawing.nodes.find(({ form }) => form === 'frame')?.id;
  expect(drawing.edges.some(({ source }) => source === frame)).toBe(true);
  const { edges, clusters, nodes } = readDot(drawingDot(drawing));
  const [cluster = ''] = [...clusters.keys()];
  const leaving = edges.find(({ attributes }) => attributes['ltail'] === cluster);
  expect(nodes.get(leaving?.from ?? '')?.['in']).toBe(cluster);
});

it('keeps every text as it is, whatever it holds', () => {
  for (const { text, drawing } of hostileDrawings()) {
    const { nodes, edges, attributes } = readDot(drawingDot(drawing));
    const labels = [...nodes.values()]
      .map(({ label = '' }) => dotLabelLines(label))
      .filter(([line]) => line !== '');
    expect(labels).toEqual([[text]]);
    expect(dotLabelLines(edges[0]?.attributes['label'] ?? '')).toEqual([text]);
    expect(dotLabelLines(attributes['label'] ?? '')).toEqual([text]);
  }
});

it('marks in a comparison what is new, gone and other', () => {
  const { nodes, edges } = readDot(drawingDot(comparedDrawing()));
  const looks = [...nodes.values()].map(({ label = '', color, penwidth, style }) => ({
    sign: /^[≠+−] /.exec(label)?.[0].trim() ?? '',
    is: [color, penwidth, style],
  }));
  const { changed, removed, added } = PRINT_THEME.changes;
  const is = (sign: string): unknown[] => looks.filter((each) => each.sign === sign).map((each) => each.is);
  expect(is('≠')).toEqual([[changed, '2', undefined]]);
  expect(is('−')).toEqual([[removed, '2', 'rounded,filled,dashed']]);
  expect(is('+')).toEqual([[added, '2', undefined]]);
  // The two lines of the dropout, and the one from the dense layer to the output, where the softmax stands now.
  const gone = edges.filter(({ attributes }) => attributes['color'] === removed);
  expect(gone.map(({ attributes }) => attributes['style'])).toEqual(['dashed', 'dashed', 'dashed']);
});
