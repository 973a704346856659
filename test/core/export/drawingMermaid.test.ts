import { describe, expect, it } from 'vitest';
import type { Drawing } from '../../../src/core/drawing/drawing.ts';
import { drawModel } from '../../../src/core/drawing/drawModel.ts';
import { LEVELS } from '../../../src/core/drawing/viewState.ts';
import { drawingMermaid } from '../../../src/core/export/drawingMermaid.ts';
import { exampleModel, exampleNames, modelOf } from '../../support/exampleSpecs.ts';
import { HOSTILE_TEXTS } from '../../support/hostileTexts.ts';
import { readMermaid } from '../../support/readMermaid.ts';

const cases = exampleNames().flatMap((name) => LEVELS.map((level) => [name, level] as const));

describe('the Mermaid text of', () => {
  it.each(cases)('%s, %s is a flowchart with every box, frame and line, each in a colour', (name, level) => {
    const drawing = drawModel(exampleModel(name), { level, toggled: {} });
    const { title, nodes, subgraphs, edges, classes } = readMermaid(drawingMermaid(drawing));
    const parents = new Set(drawing.nodes.map(({ parent }) => parent));
    const frames = drawing.nodes.filter(({ id }) => parents.has(id));
    expect(subgraphs.size).toBe(frames.length);
    expect(nodes.size).toBe(drawing.nodes.length - frames.length);
    expect(classes.size).toBe(drawing.nodes.length);
    const known = (id: string): boolean => nodes.has(id) || subgraphs.has(id);
    expect(edges.filter(({ from, to }) => known(from) && known(to))).toHaveLength(drawing.edges.length);
    expect(title).toBe(drawing.title);
  });
});

it('says what Figure 3 of He et al. says of ResNet-34: dotted lines where the size changes, blocks once with their number', () => {
  const drawing = drawModel(exampleModel('resnet-imagenet-basic'), { level: 'blocks', toggled: {} });
  const { nodes, subgraphs, edges } = readMermaid(drawingMermaid(drawing));
  const dotted = edges.filter(({ arrow }) => arrow === '-.->');
  expect(dotted.map(({ lines }) => lines)).toEqual([['B'], ['B'], ['B']]);
  const frames = [...subgraphs.values()];
  expect(frames.filter(({ around }) => around.length === 0)).toHaveLength(4);
  expect(frames.map(({ lines }) => lines)).toContainEqual(['basic, 256 ×5']);
  expect([...nodes.values()]).toContainEqual({
    lines: ['7×7 conv, 64, /2', 'BN, ReLU', '112×112×64'],
    form: '[',
    around: [],
  });
  expect([...nodes.values()].filter(({ form, lines }) => form === '((' && lines[0] === '+')).toHaveLength(7);
});

it('crosses a line that does not fit, with both shapes, and says so at the box', () => {
  const text = 'input: [8, 8, 4]\nlayers: [{residual: {branch: [{conv: 8}], shortcut: identity}}]';
  const { edges, classes } = readMermaid(
    drawingMermaid(drawModel(modelOf(text), { level: 'ops', toggled: {} })),
  );
  const broken = edges.filter(({ arrow }) => arrow === '--x');
  expect(broken.map(({ lines }) => lines)).toEqual([['8×8×4', '≠ 8×8×8']]);
  expect([...classes.values()]).toContain('wrong');
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
    const { title, nodes, edges } = readMermaid(drawingMermaid(drawing));
    const kept = text.replace('fa:', 'fa:\u2060');
    expect([...nodes.values()].map(({ lines }) => lines).filter(([line]) => line !== '')).toEqual([[kept]]);
    expect(edges[0]?.lines).toEqual([kept]);
    expect(title).toBe(text);
  }
});

it('lets no two dollars meet, which would open a formula', () => {
  const plain = drawModel(exampleModel('resnet-imagenet-basic'), { level: 'stages', toggled: {} });
  const [owner = ''] = plain.nodes.map(({ id }) => id);
  const texts: Drawing['texts'] = [{ owner, role: 'title', text: '$$x$$', x: 0, y: 0, anchor: 'middle' }];
  const { nodes } = readMermaid(drawingMermaid({ ...plain, texts }));
  expect([...nodes.values()][0]?.lines).toEqual(['$\u2060$x$\u2060$']);
});
