import { describe, expect, it } from 'vitest';
import { sourceExcerpt } from '../../../src/cli/text/sourceExcerpt.ts';
import { chooseStyle } from '../../../src/cli/text/style.ts';

const style = chooseStyle(false, {});

function excerpt(line: string, start: number, end: number, sign = '^', label = ''): string[] {
  const range = { start: { line: 6, character: start }, end: { line: 6, character: end } };
  return sourceExcerpt(line, { range, label, sign, paint: (text) => text }, 3, style);
}

/** The characters that stand above the signs. */
function marked([source = '', signs = '']: string[], sign = '^'): string {
  return source.slice(signs.indexOf(sign), signs.lastIndexOf(sign) + 1);
}

describe('sourceExcerpt', () => {
  it('puts signs under exactly the marked characters', () => {
    const lines = excerpt('  - conv: {filters: 16, stride: 2}', 24, 33);
    expect(lines[0]).toBe('  7 |   - conv: {filters: 16, stride: 2}');
    expect(marked(lines)).toBe('stride: 2');
  });

  it('lines up after tabs', () => {
    const lines = excerpt('\t- relu', 3, 7);
    expect(marked(lines)).toBe('relu');
  });

  it('lines up after characters that take two columns', () => {
    const [, signs] = excerpt('model: 残差 net', 10, 13);
    // 7 letters, two characters of two columns each, one space: 12 columns before the mark.
    expect(signs).toBe(`    | ${' '.repeat(12)}^^^`);
  });

  it('shows one sign for an empty range', () => {
    expect(excerpt('layers:', 7, 7)[1]).toBe('    |        ^');
  });

  it('marks a range over several lines to the end of its first', () => {
    const range = { start: { line: 0, character: 2 }, end: { line: 4, character: 1 } };
    const mark = { range, label: '', sign: '^', paint: (text: string): string => text };
    expect(sourceExcerpt('a: {b', mark, 1, style)[1]).toBe('  |   ^^^');
  });

  it('shows the part of a long line that holds the mark', () => {
    const line = `layers: [${'relu, '.repeat(200)}rel]`;
    const at = line.indexOf('rel]');
    const lines = excerpt(line, at, at + 3);
    expect(lines[0]?.length).toBeLessThan(160);
    expect(marked(lines)).toBe('rel');
  });

  it('adds the label of a related place', () => {
    expect(excerpt('name: conv1', 6, 11, '-', 'the first one')[1]).toBe('    |       ----- the first one');
  });
});
