import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { flatten } from '../../../src/core/model/flatten.ts';
import type { Model } from '../../../src/core/model/model.ts';

function modelOf(text: string): Model {
  const { model, diagnostics } = analyze(text);
  expect(diagnostics).toEqual([]);
  if (model === null) throw new Error('no model');
  return model;
}

const TOWER = (from: string, share: boolean): string => `
  - conv: {filters: 16, norm: batch}
    name: ${from}_stem
    from: ${from}${share ? '\n    weights: left_stem' : ''}
  - stage: {block: basic, filters: 32, repeat: 2, stride: 2}
    name: ${from}_stage${share ? '\n    weights: left_stage' : ''}
  - pool: global_average
    name: ${from}_vector`;

const SIAMESE = (share: boolean): string => `
inputs: {left: [32, 32, 3], right: [24, 24, 3]}
layers:${TOWER('left', false)}${TOWER('right', share)}
  - concat: [left_vector, right_vector]
  - dense: 1
`;

/** Stem 3·3·3·16 + 2·16; blocks 9·16·32 + 9·32·32 + 4·32 and a projection 16·32 + 2·32, then 2·9·32·32 + 4·32. */
const TOWER_VALUES = 432 + 32 + (4_608 + 9_216 + 128) + (512 + 64) + (18_432 + 128);
const HEAD_VALUES = 64 + 1;

describe('weights that are shared', () => {
  it('count once, where they are first; multiply-adds count at each use', () => {
    const [shared, apart] = [modelOf(SIAMESE(true)), modelOf(SIAMESE(false))];
    expect(apart.body.cost.trainable).toBe(2 * TOWER_VALUES + HEAD_VALUES);
    expect(shared.body.cost.trainable).toBe(TOWER_VALUES + HEAD_VALUES);
    expect(shared.body.cost.macs).toBe(apart.body.cost.macs);
  });

  it('are those of the op at the same place of the other use', () => {
    const { ops } = flatten(modelOf(SIAMESE(true)));
    const right = ops.filter(({ path }) => /^right_(stem|stage)/.test(path));
    expect(right.length).toBeGreaterThan(10);
    for (const { path, weightsPath, cost } of right) {
      expect(weightsPath).toBe(path.replace('right_', 'left_'));
      expect(cost.trainable).toBe(0);
    }
    const trainable = ops.reduce((sum, { cost }) => sum + Number(cost.trainable), 0);
    expect(trainable).toBe(TOWER_VALUES + HEAD_VALUES);
  });

  it('go back to the first of three', () => {
    const { ops } = flatten(
      modelOf(`
input: [8, 8, 4]
layers:
  - conv: 4
    name: a
  - conv: 4
    name: b
    weights: a
  - conv: 4
    name: c
    weights: b
`),
    );
    expect(ops.map(({ weightsPath }) => weightsPath)).toEqual(['a', 'a', 'a']);
  });
});
