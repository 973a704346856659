import { expect, it } from 'vitest';
import { csv } from '../../../src/core/report/csv.ts';

it('quotes what RFC 4180 wants quoted', () => {
  expect(
    csv([
      ['a', 1, null],
      ['b,c', 'say "hi"', 'two\nlines'],
    ]),
  ).toBe('a,1,\r\n"b,c","say ""hi""","two\nlines"\r\n');
});
