import { expect, it } from 'vitest';
import { drawModel } from '../../../src/core/drawing/drawModel.ts';
import { pathRanges, stepsWithin } from '../../../src/core/drawing/pathRanges.ts';
import { LEVELS, type Level } from '../../../src/core/drawing/viewState.ts';
import { foldedOps, unfoldedOps } from '../../../src/core/report/foldedOps.ts';
import { nodeOfOp, showsOp } from '../../../webview/graph/opPlaces.ts';
import { exampleModel, exampleNames } from '../../support/exampleSpecs.ts';

const model = exampleModel('resnet-cifar10');

function nodeAt(level: Level, path: string): string | undefined {
  return nodeOfOp(drawModel(model, { level, toggled: {} }).nodes, path)?.id;
}

it('an op is shown by its box, by the box that it is folded into, or by what is closed around it', () => {
  const path = 'conv3_x.3.residual.branch.conv.norm';
  expect(nodeAt('stages', path)).toBe('conv3_x');
  // The blocks 2 and 3 are equal and drawn once.
  expect(nodeAt('blocks', path)).toBe('conv3_x.2.residual.branch.conv');
  expect(nodeAt('ops', path)).toBe(path);
  expect(nodeAt('blocks', 'conv3_x.2–3.relu')).toBe('conv3_x.2.residual.add');
  expect(nodeAt('blocks', 'nothing')).toBeUndefined();
});

it('a node shows all its ops, in rows of one or of several', () => {
  const { nodes } = drawModel(model, { level: 'blocks', toggled: { 'conv4_x.2': false } });
  const shown = (id: string): string[] => {
    const node = nodes.find((each) => each.id === id);
    if (node === undefined) throw new Error(`${id} is not drawn`);
    return foldedOps(model)
      .filter(({ path }) => showsOp(node, path))
      .map(({ path }) => path);
  };
  expect(shown('conv1')).toEqual(['conv1', 'conv1.norm', 'conv1.activation']);
  expect(shown('conv4_x.2').every((path) => path.startsWith('conv4_x.2–3.'))).toBe(true);
  expect(shown('conv4_x.2')).toHaveLength(7);
  expect(shown('dense')).toEqual(['dense']);
});

it.each(LEVELS)('every op of every example has a node on the level %s', { timeout: 20_000 }, (level) => {
  const hidden = exampleNames().flatMap((name) => {
    const each = exampleModel(name);
    const { nodes } = drawModel(each, { level, toggled: {} });
    return [...foldedOps(each), ...unfoldedOps(each)].flatMap(({ path }) => {
      const kind = nodeOfOp(nodes, path)?.kind ?? 'input';
      return kind === 'input' ? [`${name}: ${path}`] : [];
    });
  });
  expect(hidden).toEqual([]);
});

it('numbers in a row are one path', () => {
  expect(pathRanges(['a.2', 'a.3', 'a.4', 'b', 'b_2', 'a.6'])).toEqual(['a.2–4', 'b', 'b_2', 'a.6']);
  expect(stepsWithin('a.2–4', 'a.3.conv')).toBe(2);
  expect(stepsWithin('a.2–4', 'a.4–9.conv')).toBe(2);
  expect(stepsWithin('a.2–4', 'a.5–9.conv')).toBe(0);
  expect(stepsWithin('a.b', 'a')).toBe(0);
});
