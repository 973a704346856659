import { expect, it } from 'vitest';
import { fill } from '../../webview/fill.ts';

it('puts values where a translation wants them', () => {
  expect(fill('{1} of {0}', 'all', 3)).toBe('3 of all');
  expect(fill('{0} and {0}', 'a')).toBe('a and a');
});

it('takes what is in a value for text', () => {
  expect(fill('{0}: {1}', '{1}', '$&')).toBe('{1}: $&');
  expect(fill('{0} {1}', 'a')).toBe('a {1}');
});
