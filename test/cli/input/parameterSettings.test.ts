import { describe, expect, it } from 'vitest';
import { collectSetting, onlyVariant } from '../../../src/cli/input/parameterSettings.ts';

describe('--set', () => {
  it('reads numbers as numbers and words as words', () => {
    const texts = ['rate=1e-4', 'stride_on=middle', 'equation=a=b'];
    const settings = texts.reduce((earlier, text) => collectSetting(text, earlier), collectSetting('n=18'));
    expect(settings).toEqual({ n: 18, rate: 0.0001, stride_on: 'middle', equation: 'a=b' });
  });

  it('takes a name once, and one variant', () => {
    expect(() => collectSetting('n=3', { n: 2 })).toThrow(/set to 2 already/);
    expect(onlyVariant('resnet20', undefined)).toBe('resnet20');
    expect(() => onlyVariant('resnet20', 'resnet56')).toThrow(/resnet56 already/);
  });

  it.each(['n', '=3', 'n=', '3=n', 'a b=1', ''])('refuses %j and says what to write', (text) => {
    expect(() => collectSetting(text)).toThrow('name=value');
  });
});
