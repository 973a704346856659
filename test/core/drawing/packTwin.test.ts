import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { totals } from '../../../src/core/analysis/totals.ts';
import { analyze } from '../../../src/core/analyze.ts';
import type { Drawing } from '../../../src/core/drawing/drawing.ts';
import { expandDrawing } from '../../../src/core/drawing/expandDrawing.ts';
import { packed } from '../../../src/core/drawing/packing.ts';
import { packTwin } from '../../../src/core/drawing/packTwin.ts';
import { toggleOf } from '../../../src/core/drawing/twinNames.ts';
import { DIRECTIONS, LEVELS, type ViewState } from '../../../src/core/drawing/viewState.ts';
import { plainTwin } from '../../../src/core/plainTwin.ts';
import { drawingFaults } from '../../support/drawingFaults.ts';
import { exampleNames, exampleText } from '../../support/exampleSpecs.ts';
import { fuzzRuns, fuzzTimeoutMs } from '../../support/fuzz.ts';
import { randomSpec } from '../../support/randomSpec.ts';

function twinOf(text: string, view: ViewState): Drawing | null {
  const analysis = analyze(text);
  const plain = plainTwin(analysis);
  if (plain === null || analysis.model === null) return null;
  return expandDrawing(packed(packTwin(plain, analysis.model, view)));
}

function exampleTwin(name: string, view: ViewState): Drawing {
  const drawing = twinOf(exampleText(name), view);
  if (drawing === null) throw new Error(`${name} has no twin`);
  return drawing;
}

const isPlain = (id: string): boolean => id !== toggleOf(id);
const blocks: ViewState = { level: 'blocks', toggled: {} };

describe('a net and its plain twin beside each other', () => {
  it.each(DIRECTIONS)('equal rows at equal heights, %s', (direction) => {
    const { nodes } = exampleTwin('resnet-imagenet-basic', { ...blocks, direction });
    const residual = new Map(nodes.filter(({ id }) => !isPlain(id)).map((node) => [node.id, node]));
    const plain = nodes.filter(({ id }) => isPlain(id));
    const pairs = plain.flatMap((node) => {
      const twin = residual.get(toggleOf(node.id));
      return twin === undefined ? [] : [[node, twin] as const];
    });
    expect(pairs.length).toBeGreaterThan(30);
    for (const [mine, theirs] of pairs) {
      if (direction === 'down') expect(mine.box.y).toBe(theirs.box.y);
      else expect(mine.box.x).toBe(theirs.box.x);
    }
  });

  it('the plain one has no addition and no shortcut, and an activation where the addition stood', () => {
    const { nodes, edges } = exampleTwin('resnet-imagenet-basic', blocks);
    expect(nodes.filter(({ id, form }) => isPlain(id) && form === 'circle')).toEqual([]);
    expect(edges.filter(({ id, kind }) => isPlain(id) && kind !== 'data')).toEqual([]);
    const plain = nodes.find(({ id }) => id === 'plain:conv2_x.1.relu');
    const addition = nodes.find(({ id }) => id === 'conv2_x.1.residual.add');
    expect(plain?.title).toBe('ReLU');
    const middle = (box?: Drawing['bounds']): number => (box?.y ?? NaN) + (box?.height ?? NaN) / 2;
    expect(middle(plain?.box)).toBe(middle(addition?.box));
  });

  it('each has its own figures: with option B the plain one has no projections', () => {
    const view: ViewState = { level: 'stages', toggled: {} };
    const { nodes } = exampleTwin('resnet-imagenet-basic', view);
    const sum = (plain: boolean): number =>
      nodes
        .filter(({ id }) => isPlain(id) === plain)
        .reduce((all, { trainable }) => all + Number(trainable), 0);
    const analysis = analyze(exampleText('resnet-imagenet-basic'));
    expect(sum(false)).toBe(analysis.model === null ? NaN : totals(analysis.model).trainable);
    // Three projections of 1×1 with a norm each: 64·128 + 128·256 + 256·512, and γ and β of 128, 256 and 512.
    expect(sum(false) - sum(true)).toBe(8192 + 32768 + 131072 + 2 * (128 + 256 + 512));
  });

  const levels = exampleNames().flatMap((name) => LEVELS.map((level) => [name, level] as const));
  it.each(levels)('every stage and block of %s has its twin on the level %s', (name, level) => {
    const { nodes } = exampleTwin(name, { level, toggled: {} });
    const plain = new Set(nodes.filter(({ id }) => isPlain(id)).map(({ id }) => toggleOf(id)));
    const boxes = nodes.filter(({ id, kind }) => !isPlain(id) && (kind === 'stage' || kind === 'block'));
    expect(boxes.filter(({ id }) => !plain.has(id)).map(({ id }) => id)).toEqual([]);
  });

  it('the one that a file alone would show stays where it is', () => {
    const { nodes } = exampleTwin('resnet-cifar10', blocks);
    expect(nodes.find(({ id }) => id === 'input:input')?.box.y).toBe(0);
  });
});

describe('is sound', () => {
  const cases = exampleNames().flatMap((name) => DIRECTIONS.map((direction) => [name, direction] as const));
  it.each(cases)('%s, %s', (name, direction) => {
    expect(drawingFaults(exampleTwin(name, { ...blocks, direction }))).toEqual([]);
  });

  it('where an addition does not fit and what it passed by is a row of its own', () => {
    const text = [
      'input: [16, 16, 4]',
      'layers:',
      '  - residual: {branch: [{stage: {block: basic, filters: 4, repeat: 0}}], shortcut: none}',
      '    name: n0',
      '  - residual: {branch: [{block: {type: basic, filters: 8}}], shortcut: identity}',
      '    name: n1',
      '  - block: {type: basic, filters: 8}',
      '  - add: [n1, n0]',
    ].join('\n');
    const drawing = twinOf(text, { level: 'sizes', toggled: {} });
    if (drawing === null) throw new Error('there is no twin');
    expect(drawingFaults(drawing)).toEqual([]);
    // The block is there in the plain net, too, under its own name.
    const plain = drawing.nodes.filter(({ id }) => isPlain(id)).map(({ id }) => id);
    expect(plain).toContain('plain:n1.branch.block');
    expect(plain).toHaveLength(drawing.nodes.length / 2);
  });

  it('of random specs, on every level', { timeout: fuzzTimeoutMs(60_000) }, () => {
    fc.assert(
      fc.property(
        randomSpec,
        fc.constantFrom(...LEVELS),
        fc.constantFrom(...DIRECTIONS),
        (text, level, direction) => {
          const drawing = twinOf(text, { level, toggled: {}, direction });
          if (drawing !== null) expect(drawingFaults(drawing)).toEqual([]);
        },
      ),
      { numRuns: fuzzRuns(20, 6_000) },
    );
  });
});
