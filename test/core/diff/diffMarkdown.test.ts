import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { diffMarkdown } from '../../../src/core/diff/diffMarkdown.ts';
import { diffModels } from '../../../src/core/diff/diffModels.ts';
import { diffTraining } from '../../../src/core/diff/diffTraining.ts';

const NET = 'input: [8, 8, 1]\nlayers: [{conv: 4}, {pool: global_average}, {dense: 10}]\n';
const TRAIN = 'train: {dataset: digits, learning_rate: 0.1}\n';

function markdown(before: string, after: string): string {
  const [old, young] = [analyze(before), analyze(after)];
  if (old.model === null || young.model === null) throw new Error('no model');
  const training = diffTraining(old.plan, young.plan);
  return diffMarkdown(diffModels(old.model, young.model), training, { before: 'a_1', after: 'b' });
}

describe('a comparison as Markdown', () => {
  it('says of specs without training that they mean the same', () => {
    expect(markdown(NET, NET)).toBe('## a\\_1 → b\n\nThe two mean the same.\n');
  });

  it('says that the training is the same, too', () => {
    expect(markdown(NET + TRAIN, NET + TRAIN)).toBe(
      '## a\\_1 → b\n\nThe models are the same; so are the training settings.\n',
    );
  });

  it('has a section for the settings that differ', () => {
    expect(markdown(NET + TRAIN, NET + TRAIN.replace('0.1', '0.05'))).toBe(
      '## a\\_1 → b\n\nThe models are the same.\n\ntraining\n\n- `learning_rate`: 0.1 → 0.05\n',
    );
  });

  it('has it below the changes of the model', () => {
    const changed = NET.replace('conv: 4', 'conv: 5') + TRAIN;
    const text = markdown(NET + TRAIN, changed);
    // 9 weights and a bias for one filter more, and ten weights of the dense layer.
    expect(text).toContain('- trainable parameters: 90 → 110 (+20)\n');
    expect(text).toContain('\n\n- ~ `conv` filters: 4 → 5 ·');
    expect(text.endsWith('\n\ntraining: the same settings\n')).toBe(true);
  });

  it.each([
    [NET + TRAIN, NET, 'a\\_1'],
    [NET, NET + TRAIN, 'b'],
  ])('names the one that alone has a training', (before, after, name) => {
    expect(markdown(before, after)).toContain(`\n\ntraining: only ${name} says how it is trained\n`);
  });
});
