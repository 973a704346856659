import { describe, expect, it } from 'vitest';
import type { Drawing } from '../../../src/core/drawing/drawing.ts';
import { drawModel } from '../../../src/core/drawing/drawModel.ts';
import { drawingMermaid } from '../../../src/core/export/drawingMermaid.ts';
import { beyondMermaid } from '../../../src/core/export/mermaidLimits.ts';
import { modelOf } from '../../support/exampleSpecs.ts';
import {
  comparedDrawing,
  hostileDrawings,
  OUTLINED,
  outlined,
  resnet34,
} from '../../support/outlinedDrawings.ts';
import { readMermaid } from '../../support/readMermaid.ts';

describe('the Mermaid text of', () => {
  it.each(OUTLINED)(
    '%s, %s is a flowchart with every box, frame and line, each in a colour',
    (name, level) => {
      const { drawing, frames, others } = outlined(name, level);
      const { title, nodes, subgraphs, edges, classes } = readMermaid(drawingMermaid(drawing));
      expect([subgraphs.size, nodes.size]).toEqual([frames, others]);
      expect(classes.size).toBe(drawing.nodes.length);
      const known = (id: string): boolean => nodes.has(id) || subgraphs.has(id);
      expect(edges.filter(({ from, to }) => known(from) && known(to))).toHaveLength(drawing.edges.length);
      expect(title).toBe(drawing.title);
    },
  );
});

it('says what Figure 3 of He et al. says of ResNet-34: dotted lines where the size changes, blocks once with their number', () => {
  const { nodes, subgraphs, edges } = readMermaid(drawingMermaid(resnet34()));
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
  expect([...classes.values()].some((name) => name.endsWith('Wrong'))).toBe(true);
});

it('keeps every text as it is, whatever it holds', () => {
  for (const { text, drawing } of hostileDrawings()) {
    const { title, nodes, edges } = readMermaid(drawingMermaid(drawing));
    const kept = text.replace('fa:', 'fa:\u2060');
    expect([...nodes.values()].map(({ lines }) => lines).filter(([line]) => line !== '')).toEqual([[kept]]);
    expect(edges[0]?.lines).toEqual([kept]);
    expect(title).toBe(text);
  }
});

it('lets no two dollars meet, which would open a formula', () => {
  const plain = outlined('resnet-imagenet-basic', 'stages').drawing;
  const [owner = ''] = plain.nodes.map(({ id }) => id);
  const texts: Drawing['texts'] = [{ owner, role: 'title', text: '$$x$$', x: 0, y: 0, anchor: 'middle' }];
  const { nodes } = readMermaid(drawingMermaid({ ...plain, texts }));
  expect([...nodes.values()][0]?.lines).toEqual(['$\u2060$x$\u2060$']);
});

it('marks in a comparison what is new, gone and other', () => {
  const text = drawingMermaid(comparedDrawing());
  const { nodes, classes } = readMermaid(text);
  const signs = [...nodes].flatMap(
    ([
      id,
      {
        lines: [first = ''],
      },
    ]) => {
      const sign = /^[≠+−] /.exec(first)?.[0].trim();
      return sign === undefined ? [] : [[sign, /[A-Z][a-z]+$/.exec(classes.get(id) ?? '')?.[0]]];
    },
  );
  expect(signs.sort()).toEqual([
    ['+', 'Added'],
    ['−', 'Removed'],
    ['≠', 'Changed'],
  ]);
  // The two lines of the dropout, and the one from the dense layer to the output, where the softmax stands now.
  const [, gone = ''] = /linkStyle ([\d,]+) [^\n]*dasharray/.exec(text) ?? [];
  expect(gone.split(',')).toHaveLength(3);
  expect(text).toMatch(/classDef \w*Removed [^\n]*stroke-dasharray:5 3/);
});

it('says in the text itself where Mermaid would refuse its size, counted apart', () => {
  const layers = (count: number): Drawing => {
    const text = ['input: [8, 8, 4]', 'layers:', ...Array.from({ length: count }, () => '  - relu'), ''].join(
      '\n',
    );
    return drawModel(modelOf(text), { level: 'ops', toggled: {} });
  };
  // Of n layers in a row there are n + 1 edges, from the input and to the output.
  expect(drawingMermaid(layers(499))).not.toContain('%%');
  const beyond = drawingMermaid(layers(500));
  const [comment = ''] = beyond.split('\n');
  expect(comment).toContain('This has 501 edges and ');
  expect(readMermaid(beyond).edges).toHaveLength(501);
  expect(beyondMermaid('x'.repeat(50_000))).toBeNull();
  expect(beyondMermaid('x'.repeat(50_001))?.args).toMatchObject({ edges: 0, characters: 50_001 });
});
