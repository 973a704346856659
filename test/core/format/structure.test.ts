import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { foldingRanges } from '../../../src/core/format/foldingRanges.ts';
import { selectionRanges } from '../../../src/core/format/selectionRanges.ts';

describe('folding', () => {
  it('takes sections, blocks, layers and their lists, and comments of several lines', () => {
    const text = `# one
# two
input: [8, 8, 4]
blocks:
  mine:
    layers:
      - relu
layers:
  - residual:
      branch:
        - relu
        - conv: {filters: 4,
            kernel: 3}
  - relu # last

# end
`;
    const ranges = foldingRanges(analyze(text)).map(
      ({ startLine, endLine, kind }) => `${startLine}-${endLine}${kind === 'comment' ? ' comment' : ''}`,
    );
    expect(ranges).toEqual(['0-1 comment', '3-6', '4-6', '5-6', '7-13', '8-12', '9-12', '11-12']);
  });

  it('never folds what an alias repeats', () => {
    const text = 'a: &a\n  - relu\n  - relu\nlayers: *a\n';
    expect(foldingRanges(analyze(text)).map(({ startLine }) => startLine)).toEqual([0]);
  });
});

describe('a growing selection', () => {
  const grow = (marked: string): string[] => {
    const offset = marked.indexOf('|');
    const text = marked.replace('|', '');
    return selectionRanges(analyze(text), offset).map(({ start, end }) => text.slice(start, end));
  };

  it('takes word, value, attribute, attributes, layer, list, section and file', () => {
    const text =
      'input: [8, 8, 4]\nlayers:\n  - conv: {filters: $(n + 1), kernel: 3}\n    name: a\n  - relu\n';
    expect(grow(text.replace('n +', '|n +'))).toEqual([
      'n',
      '$(n + 1)',
      'filters: $(n + 1)',
      'filters: $(n + 1), kernel: 3',
      '{filters: $(n + 1), kernel: 3}',
      'conv: {filters: $(n + 1), kernel: 3}',
      'conv: {filters: $(n + 1), kernel: 3}\n    name: a',
      'conv: {filters: $(n + 1), kernel: 3}\n    name: a\n  - relu'.replace(/^/, '- '),
      'layers:\n  - conv: {filters: $(n + 1), kernel: 3}\n    name: a\n  - relu',
      text.trimEnd(),
      text,
    ]);
  });

  it('takes a key first, then what it belongs to', () => {
    expect(grow('train: {epo|chs: 4}\n')).toEqual([
      'epochs',
      'epochs: 4',
      '{epochs: 4}',
      'train: {epochs: 4}',
      'train: {epochs: 4}\n',
    ]);
  });

  it('answers on any place of any text', () => {
    expect(grow('|')).toEqual(['']);
    expect(grow('# a comm|ent\n')).toEqual(['comment', '# a comment\n']);
    expect(grow('a: {b|').at(-1)).toBe('a: {b');
  });
});
