import { expect, it } from 'vitest';
import { drawModel } from '../../../src/core/drawing/drawModel.ts';
import { type Arrow, neighbour } from '../../../webview/graph/neighbours.ts';
import { exampleModel } from '../../support/exampleSpecs.ts';

const walk = (
  drawing: Parameters<typeof neighbour>[0],
  from: string | null,
  ...steps: Arrow[]
): string | null => steps.reduce<string | null>((at, step) => neighbour(drawing, at, step), from);

const twins = drawModel(exampleModel('plain-and-residual-twin'));
const resnet20 = drawModel(exampleModel('resnet-cifar10'), { level: 'blocks', toggled: {} });

it('starts at the first input', () => {
  expect(walk(twins, null, 'down')).toBe('input:input');
});

it('follows the lines down and up', () => {
  expect(walk(twins, 'plain.conv1', 'down', 'down')).toBe('plain.conv3_x');
  expect(walk(twins, 'plain.conv3_x', 'up', 'up', 'up')).toBe('input:input');
});

it('takes the branch, not the shortcut', () => {
  expect(walk(resnet20, 'conv3_x.1.residual.add', 'down')).toBe('conv3_x.2.residual.branch.conv');
});

it('goes sideways to the twin and back', () => {
  expect(walk(twins, 'plain.conv3_x', 'right')).toBe('residual.conv3_x');
  expect(walk(twins, 'residual.conv3_x', 'left')).toBe('plain.conv3_x');
});

it('leads into a frame and above it', () => {
  expect(walk(twins, 'residual', 'down')).toBe('residual.conv1');
  expect(walk(twins, 'residual', 'up')).toBe('input:input');
});

it('follows the lines to the right and left where data flows to the right', () => {
  const toTheRight = drawModel(exampleModel('plain-and-residual-twin'), {
    level: 'stages',
    toggled: {},
    direction: 'right',
  });
  expect(walk(toTheRight, 'plain.conv1', 'right', 'right')).toBe('plain.conv3_x');
  expect(walk(toTheRight, 'plain.conv3_x', 'left', 'left', 'left')).toBe('input:input');
  expect(walk(toTheRight, 'plain.conv3_x', 'down')).toBe('residual.conv3_x');
  expect(walk(toTheRight, 'residual.conv3_x', 'up')).toBe('plain.conv3_x');
});

it('ends where nothing is', () => {
  expect(walk(twins, 'input:input', 'up')).toBeNull();
});
