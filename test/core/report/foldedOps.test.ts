import { expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { flatten } from '../../../src/core/model/flatten.ts';
import type { Model } from '../../../src/core/model/model.ts';
import { foldedOps } from '../../../src/core/report/foldedOps.ts';

const TOWER = `
input: [8, 8, 4]
blocks:
  tower:
    parameters: {filters: required}
    layers:
      - stage: {block: unit, filters: $filters, repeat: 3}
        name: units
  unit:
    parameters: {filters: required}
    layers:
      - conv: $filters
layers:
  - stage: {block: tower, filters: 8, repeat: 4}
    name: towers
  - block: {type: unit, filters: 8}
  - block: {type: unit, filters: 8}
`;

function modelOf(text: string): Model {
  const { model } = analyze(text);
  if (model === null) throw new Error('no model');
  return model;
}

it('gives a run of equal blocks once, also inside others, and never folds what no stage repeats', () => {
  const rows = foldedOps(modelOf(TOWER)).map(({ path, times }) => [path, times]);
  expect(rows).toEqual([
    ['towers.1.units.1.conv', 1], // 4 channels come in; from here on there are 8
    ['towers.1.units.2–3.conv', 2],
    ['towers.2–4.units.1–3.conv', 9],
    ['block.conv', 1],
    ['block_2.conv', 1],
  ]);
});

it('stands for every op of the model', () => {
  const model = modelOf(TOWER);
  const rows = foldedOps(model);
  expect(rows.reduce((sum, { times }) => sum + times, 0)).toBe(flatten(model).ops.length);
  const trainable = rows.reduce((sum, { times, node }) => sum + times * Number(node.cost.trainable), 0);
  expect(trainable).toBe(model.body.cost.trainable);
});
