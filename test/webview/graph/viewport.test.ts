import { describe, expect, it } from 'vitest';
import type { Drawing, DrawingNode } from '../../../src/core/drawing/drawing.ts';
import { drawModel } from '../../../src/core/drawing/drawModel.ts';
import { anchorShift, firstViewport, wholeViewport } from '../../../webview/graph/viewport.ts';
import { exampleText, modelOf } from '../../support/exampleSpecs.ts';

const size = { width: 400, height: 600 };
const bounds = (width: number, height: number) => ({ x: -width / 2, y: 0, width, height });

describe('the first view', () => {
  it('shows a small drawing whole and not too large', () => {
    const { zoom, pan } = firstViewport(bounds(100, 100), size, 'down');
    expect(zoom).toBe(1.25);
    expect(pan).toEqual({ x: 200, y: 300 - 50 * 1.25 });
  });

  it('starts a long one at its top, at a size that can be read', () => {
    const { zoom, pan } = firstViewport(bounds(300, 5000), size, 'down');
    expect(zoom).toBe(1);
    expect(pan).toEqual({ x: 200, y: 20 });
  });

  it('starts one that flows to the right at its left end', () => {
    const { zoom, pan } = firstViewport({ x: 0, y: -150, width: 5000, height: 300 }, size, 'right');
    expect(zoom).toBe(1);
    expect(pan).toEqual({ x: 20, y: 300 });
  });

  it('is not the whole one then', () => {
    expect(wholeViewport(bounds(300, 5000), size).zoom).toBeCloseTo(560 / 5000);
  });
});

describe('the anchor', () => {
  const text = exampleText('resnet-cifar10');
  const nodes = (drawing: Drawing): Map<string, DrawingNode> =>
    new Map(drawing.nodes.map((node) => [node.id, node]));
  const before = nodes(drawModel(modelOf(text)));
  const after = nodes(drawModel(modelOf(text), { level: 'stages', toggled: { conv2_x: true } }));
  const viewport = { zoom: 0.5, pan: { x: 10, y: 20 } };

  it('stays where it was on the screen', () => {
    const shift = anchorShift(before, after, 'conv4_x', viewport, size, 'down');
    const screenY = (map: Map<string, DrawingNode>, pan: number): number =>
      (map.get('conv4_x')?.box.y ?? 0) * 0.5 + pan;
    expect(screenY(after, 20 + shift.y)).toBeCloseTo(screenY(before, 20));
    expect(shift.x).toBeCloseTo(0);
  });

  it('is what is nearest to the middle where none is named or the named one is gone', () => {
    const middle = { zoom: 1, pan: { x: 200, y: 300 - (before.get('conv4_x')?.box.y ?? 0) } };
    const named = anchorShift(before, after, 'conv4_x', middle, size, 'down');
    expect(anchorShift(before, after, null, middle, size, 'down')).toEqual(named);
    expect(anchorShift(before, after, 'gone', middle, size, 'down')).toEqual(named);
  });

  it('is not what was scrolled out of the panel: what can be seen stays', () => {
    // conv2_x, above what is opened inside it, would hold the drawing; conv4_x, which is looked at, would leave.
    const place = before.get('conv4_x')?.box.y ?? 0;
    const scrolled = { zoom: 4, pan: { x: 200, y: 100 - 4 * place } };
    const shift = anchorShift(before, after, 'conv2_x', scrolled, size, 'down');
    const moved = (after.get('conv4_x')?.box.y ?? 0) - place;
    expect(moved).toBeGreaterThan(0);
    expect(shift.y).toBeCloseTo(-4 * moved);
  });
});
