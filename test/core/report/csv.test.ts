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

it('keeps a spreadsheet from running a text as a formula, and leaves numbers alone', () => {
  expect(csv([['=1+1', '+a', '-a', '@a', '\ta', '\ra', 'a=1', -5, '=A1,"b"']])).toBe(
    '\'=1+1,\'+a,\'-a,\'@a,\'\ta,"\'\ra",a=1,-5,"\'=A1,""b"""\r\n',
  );
});
