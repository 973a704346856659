import { describe, expect, it, vi } from 'vitest';
import { type Analysis, analyze } from '../../../src/core/analyze.ts';
import { formatMessage } from '../../../src/core/diagnostics/message.ts';
import { atImageSize } from '../../../src/core/plan/atImageSize.ts';

const CIFAR = '{dataset: {type: cifar10, path: data}}';
const RESTORED = '{residual: {branch: [conv: {filters: 3, stride: 5}, upsample: 5], shortcut: identity}}';

function textOf(input: string, train: string | null, layers = RESTORED): string {
  const plan = train === null ? '' : `train: ${train}\n`;
  return `input: ${input}\nlayers: [${layers}, {pool: global_average}, {dense: 10}]\n${plan}`;
}

describe('a net at the size of its images', () => {
  const asked = (text: string, set: Record<string, number> = {}): unknown[] => {
    const bind = vi.fn((): Analysis => analyze(text, { set: { ...set, H: 32, W: 32 } }));
    atImageSize(analyze(text, { set }), null, bind);
    return bind.mock.calls.flat();
  };

  it('is asked for where its input has symbols and the data set a size', () => {
    expect(asked(textOf('[H, W, 3]', CIFAR, '{conv: 4}'))).toEqual([{ H: 32, W: 32 }]);
    expect(asked(textOf('[32, W, 3]', CIFAR, '{conv: 4}'))).toEqual([{ W: 32 }]);
  });

  it.each([
    ['no symbols', textOf('[32, 32, 3]', CIFAR, '{conv: 4}')],
    ['no plan', textOf('[H, W, 3]', null)],
    ['no data set', textOf('[H, W, 3]', '{epochs: 3}')],
    ['a data set whose files are not looked at', textOf('[H, W, 1]', '{dataset: {type: idx, path: data}}')],
    ['a mistake', textOf('[H, W, 3]', CIFAR, '{conv: {filters: 0}}')],
    ['images of other channels, which are said to be so', textOf('[H, W, 1]', CIFAR, '{conv: 4}')],
    ['images that cannot be', textOf('[H, W, H]', CIFAR, '{conv: 4}')],
  ])('is not asked for with %s', (_, text) => {
    expect(asked(text)).toEqual([]);
  });

  it('looks at no file of the data set again where there is no symbol', () => {
    const files = { exists: () => true, read: vi.fn(() => null) };
    const text = textOf('[28, 28, 1]', '{dataset: {type: idx, path: data}}', '{conv: 4}');
    atImageSize(analyze(text), files, () => analyze(text));
    expect(files.read).not.toHaveBeenCalled();
  });

  it('says nothing of the plan that was said without a size', () => {
    const text = textOf('[H, W, 3]', CIFAR, '{conv: 4}').replace('dense: 10', 'dense: 9');
    expect(analyze(text).diagnostics.map(({ code }) => code)).toEqual(['train.classes-mismatch']);
  });

  it('is not asked for where the settings give the sizes', () => {
    expect(asked(textOf('[H, W, 3]', CIFAR, '{conv: 4}'), { H: 32, W: 32 })).toEqual([]);
  });

  it('is told from the analysis of what the settings say of the rest', () => {
    const text = `parameters: {n: 4}\n${textOf('[H, W, 3]', CIFAR).replaceAll('5', '$n')}`;
    const errors = (set: Record<string, number>): string[] =>
      analyze(text, { set })
        .diagnostics.filter(({ severity }) => severity === 'error')
        .map(({ code }) => code);
    expect(errors({})).toEqual([]);
    expect(errors({ n: 3 })).toEqual(['train.input-mismatch']);
  });

  it('names the data set, the place and what would mend it', () => {
    const text = textOf('[H, W, 3]', CIFAR);
    const [found] = analyze(text).diagnostics.filter(({ severity }) => severity === 'error');
    expect(found).toMatchObject({ code: 'train.input-mismatch' });
    const words = found?.related.map(({ range, message }) => [
      text.slice(range.start, range.end),
      formatMessage(message),
    ]);
    expect(words).toEqual([
      ['identity', 'It does not fit here.'],
      ['conv', 'The branch ends here with 35×35×3.'],
      ['input', 'The shortcut starts here with 32×32×3.'],
      ['cifar10', 'The data set is named here.'],
    ]);
  });

  it('leaves what the next version reuses as it is', () => {
    const before = analyze(textOf('[H, W, 3]', CIFAR));
    const after = textOf('[H, W, 3]', CIFAR).replaceAll('5', '4');
    expect(analyze(after, {}, before).diagnostics).toEqual(analyze(after).diagnostics);
    expect(analyze(after, {}, before).model?.body.inputs).toEqual(analyze(after).model?.body.inputs);
  });
});
