import { expect, it } from 'vitest';
import { diffText } from '../../../src/cli/text/diffText.ts';
import { chooseStyle } from '../../../src/cli/text/style.ts';
import { analyze } from '../../../src/core/analyze.ts';
import { diffModels } from '../../../src/core/diff/diffModels.ts';
import { diffTraining } from '../../../src/core/diff/diffTraining.ts';

const NET = 'input: [8, 8, 1]\nlayers: [{conv: 4, name: a}, {pool: global_average}, {dense: 10}]\n';
const TRAIN = 'train: {dataset: digits, batch: 16}\n';

function text(before: string, after: string): string {
  const [old, young] = [analyze(before), analyze(after)];
  if (old.model === null || young.model === null) throw new Error('no model');
  return diffText(
    diffModels(old.model, young.model),
    diffTraining(old.plan, young.plan),
    { before: 'a', after: 'b' },
    chooseStyle(false, {}),
  );
}

it('what differs for a person at a terminal: the model, then the training', () => {
  expect(text(NET, NET)).toBe('a → b\nThe two mean the same.\n');
  expect(text(NET + TRAIN, NET + TRAIN)).toBe(
    'a → b\nThe models are the same; so are the training settings.\n',
  );
  const batch = TRAIN.replace('16', '32');
  expect(text(NET + TRAIN, NET + batch)).toBe(
    'a → b\nThe models are the same.\n\ntraining\n  batch: 16 → 32\n',
  );
  const strided = NET.replace('conv: 4', 'conv: {filters: 4, stride: 2}');
  // 9·4 multiply-adds at 64 places, then at 16.
  expect(text(NET + TRAIN, strided + batch)).toBe(
    [
      'a → b',
      'multiply-adds: 2,344 → 616 (−1,728)',
      '',
      '~ a  stride: 1 → 2  8×8×4 → 4×4×4  (−1,728 multiply-adds)',
      '',
      'training',
      '  batch: 16 → 32',
      '',
    ].join('\n'),
  );
});

it('a layer of another kind is told by what the two are', () => {
  const dense = NET.replace('conv: 4', 'depthwise_conv: 5');
  expect(text(NET, dense)).toContain('~ a  3×3 conv, 4 → 5×5 depthwise');
});
