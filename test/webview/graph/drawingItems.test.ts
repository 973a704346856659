import { describe, expect, it } from 'vitest';
import type { Drawing, DrawingEdge, DrawingNode } from '../../../src/core/drawing/drawing.ts';
import { DrawingItems } from '../../../webview/graph/drawingItems.ts';

const node = (id: string, x: number, y: number, width: number, height: number): DrawingNode => ({
  id,
  parent: null,
  kind: 'op',
  form: 'box',
  box: { x, y, width, height },
  title: id,
  subtitle: '',
  repeat: 1,
  state: 'leaf',
  run: null,
  stage: -1,
  ranges: [],
  inputs: [],
  output: null,
  trainable: 0,
  macs: 0,
  problem: '',
  members: [],
  activationBytes: null,
  receptiveField: null,
  change: null,
});

const edge = (source: string, target: string, points: DrawingEdge['points']): DrawingEdge => ({
  id: `${source}>${target}`,
  source,
  target,
  kind: 'data',
  label: '',
  change: null,
  points,
});

/** A frame that holds two of three boxes, and an arc that passes the middle one on its right. */
const drawing: Drawing = {
  title: '',
  level: 'ops',
  direction: 'down',
  bounds: { x: 0, y: 0, width: 400, height: 1100 },
  nodes: [
    node('frame', 0, 0, 300, 560),
    node('a', 50, 50, 100, 30),
    node('b', 50, 500, 100, 30),
    node('c', 50, 1000, 100, 30),
  ],
  edges: [
    edge('a', 'b', [
      [100, 80],
      [100, 500],
    ]),
    edge('a', 'c', [
      [100, 88],
      [350, 88],
      [350, 990],
      [100, 990],
      [100, 1000],
    ]),
  ],
  texts: [{ owner: 'c', role: 'title', text: 'c', x: 100, y: 1015, anchor: 'middle' }],
};
const items = new DrawingItems(drawing);
const at = (x: number, y: number, width = 10, height = 10): number[] => items.within({ x, y, width, height });

describe('what stands in an area', () => {
  it('is everything where the area holds all', () => {
    expect(at(-1000, -1000, 5000, 5000)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('is the frame alone in its free corner, and nothing beside the drawing', () => {
    expect(at(200, 520)).toEqual([0]);
    expect(at(600, 520)).toEqual([]);
  });

  it('is a line that only passes, with the boxes at both of its ends', () => {
    expect(at(345, 700)).toEqual([1, 3, 5]);
  });

  it('is a text beside its box', () => {
    expect(at(98, 1010)).toEqual([3, 6]);
  });
});

describe('what stands at a point', () => {
  it.each([
    [100, 60, 'a'],
    [100, 300, 'frame'],
    [100, 1010, 'c'],
    [390, 600, undefined],
  ])('%s, %s: %s', (x, y, id) => {
    expect(items.nodeAtPoint(x, y)?.id).toBe(id);
  });
});
