import { describe, expect, it } from 'vitest';
import { chooseStyle } from '../../../src/cli/text/style.ts';

describe('chooseStyle', () => {
  it('colours a terminal', () => {
    expect(chooseStyle(true, {}).red('no')).toBe('\u001b[31mno\u001b[39m');
  });

  it.each([
    ['a pipe', false, {}],
    ['NO_COLOR', true, { NO_COLOR: '1' }],
    ['a dumb terminal', true, { TERM: 'dumb' }],
  ])('is plain for %s', (_, isTerminal, env) => {
    expect(chooseStyle(isTerminal, env).red('no')).toBe('no');
  });

  it('takes an empty NO_COLOR as not set, as no-color.org says', () => {
    expect(chooseStyle(true, { NO_COLOR: '' }).red('no')).not.toBe('no');
  });
});
