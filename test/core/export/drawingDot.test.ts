import { describe, expect, it } from 'vitest';
import type { Drawing } from '../../../src/core/drawing/drawing.ts';
import { drawModel } from '../../../src/core/drawing/drawModel.ts';
import { LEVELS } from '../../../src/core/drawing/viewState.ts';
import { drawingDot } from '../../../src/core/export/drawingDot.ts';
import { exampleModel, exampleNames, modelOf } from '../../support/exampleSpecs.ts';
import { HOSTILE_TEXTS } from '../../support/hostileTexts.ts';
import { dotLabelLines, readDot } from '../../support/readDot.ts';

const cases = exampleNames().flatMap((name) => LEVELS.map((level) => [name, level] as const));

describe('the DOT of', () => {
  it.each(cases)('%s, %s is a graph with every box, frame and line', (name, level) => {
    const drawing = drawModel(exampleModel(name), { level, toggled: {} });
    const { nodes, clusters, edges, attributes } = readDot(drawingDot(drawing));
    const parents = new Set(drawing.nodes.map(({ parent }) => parent));
    const frames = drawing.nodes.filter(({ id }) => parents.has(id));
    expect(clusters.size).toBe(frames.length);
    expect(nodes.size).toBe(drawing.nodes.length - frames.length);
    expect(edges).toHaveLength(drawing.edges.length);
    for (const { from, to } of edges) expect([nodes.has(from), nodes.has(to)]).toEqual([true, true]);
    expect(dotLabelLines(attributes['label'] ?? '')).toEqual([drawing.title]);
  });
});

it('says what Figure 3 of He et al. says of ResNet-34: dotted lines where the size changes, blocks once with their number', () => {
  const drawing = drawModel(exampleModel('resnet-imagenet-basic'), { level: 'blocks', toggled: {} });
  const { nodes, clusters, edges } = readDot(drawingDot(drawing));
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
  const plain = drawModel(exampleModel('resnet-imagenet-basic'), { level: 'blocks', toggled: {} });
  const [some = ''] = plain.nodes.filter(({ form }) => form === 'box').map(({ id }) => id);
  for (const text of HOSTILE_TEXTS) {
    const drawing: Drawing = {
      ...plain,
      title: text,
      texts: [{ owner: some, role: 'title', text, x: 0, y: 0, anchor: 'middle' }],
      edges: plain.edges.map((edge) => ({ ...edge, label: text })),
    };
    const { nodes, edges, attributes } = readDot(drawingDot(drawing));
    const labels = [...nodes.values()]
      .map(({ label = '' }) => dotLabelLines(label))
      .filter(([line]) => line !== '');
    expect(labels).toEqual([[text]]);
    expect(dotLabelLines(edges[0]?.attributes['label'] ?? '')).toEqual([text]);
    expect(dotLabelLines(attributes['label'] ?? '')).toEqual([text]);
  }
});
