import { describe, expect, it } from 'vitest';
import { collectSetting } from '../../../src/cli/input/parameterSettings.ts';

describe('--set', () => {
  it('reads numbers as numbers and words as words; the last one counts', () => {
    const texts = ['n=9', 'rate=1e-4', 'stride_on=middle', 'n=18', 'equation=a=b'];
    const settings = texts.reduce((earlier, text) => collectSetting(text, earlier), collectSetting('n=1'));
    expect(settings).toEqual({ n: 18, rate: 0.0001, stride_on: 'middle', equation: 'a=b' });
  });

  it.each(['n', '=3', 'n=', '3=n', 'a b=1', ''])('refuses %j and says what to write', (text) => {
    expect(() => collectSetting(text)).toThrow('name=value');
  });
});
