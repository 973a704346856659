import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { asWritten, type Excerpt, excerptOf, isExcerptOf } from '../../../src/core/excerpt/excerpt.ts';
import { tryExcerpt } from '../../../src/core/excerpt/tryExcerpt.ts';
import { allItems } from '../../../src/core/explain/itemTree.ts';
import { exampleNames, exampleText } from '../../support/exampleSpecs.ts';
import { NASTY_SPECS } from '../../support/nastySpecs.ts';

const TEXT = `input: [32, 32, 16]
layers:
  - conv: 16 # the stem
    name: stem

  - residual:
      branch:
        - conv: {filters: 16,
                 kernel: 3}
        # between the two

        - conv: 16
      shortcut: identity
  - dense: 10
`;

function excerptAt(text: string, word: string): Excerpt {
  const at = text.indexOf(word);
  const items = allItems(analyze(text).spec).filter(({ range }) => range.start <= at && at < range.end);
  const inner = items.at(-1);
  if (inner === undefined) throw new Error(`no layer at ${word}`);
  return excerptOf(text, inner.range);
}

describe('whether a text still has the part', () => {
  const stem = excerptAt(TEXT, 'stem\n');

  it('sees that it does, whatever changed elsewhere behind it', () => {
    expect(isExcerptOf(TEXT, stem)).toBe(true);
    expect(isExcerptOf(TEXT.replace('dense: 10', 'dense: 100'), stem)).toBe(true);
    expect(
      isExcerptOf(TEXT.replaceAll('\n', '\r\n'), excerptAt(TEXT.replaceAll('\n', '\r\n'), 'stem\r')),
    ).toBe(true);
  });

  it('sees that something else stands there', () => {
    expect(isExcerptOf(TEXT.replace('conv: 16 #', 'conv: 32 #'), stem)).toBe(false);
    expect(isExcerptOf(`# before\n${TEXT}`, stem)).toBe(false);
    expect(isExcerptOf('layers:\n', stem)).toBe(false);
  });
});

describe('the part of a text that is one layer', () => {
  it('has its dash, its keys and the comment behind it, and no indentation', () => {
    expect(excerptAt(TEXT, 'stem\n').text).toBe('- conv: 16 # the stem\n  name: stem');
    expect(excerptAt(TEXT, 'identity').text).toBe(
      `- residual:
    branch:
      - conv: {filters: 16,
               kernel: 3}
      # between the two

      - conv: 16
    shortcut: identity`,
    );
    expect(excerptAt(TEXT, 'kernel').text).toBe('- conv: {filters: 16,\n         kernel: 3}');
  });

  it('is the layer alone where several stand in one line', () => {
    const flow = 'input: [8, 8, 3]\nlayers: [{conv: 4}, relu]\n';
    expect(excerptAt(flow, 'relu')).toEqual({ range: { start: 37, end: 41 }, indent: 0, text: 'relu' });
  });

  it.each(exampleNames())('put back as it is leaves %s as it was', (name) => {
    for (const text of [exampleText(name), exampleText(name).replace(/\n/g, '\r\n')]) {
      for (const { range } of allItems(analyze(text).spec)) {
        const excerpt = excerptOf(text, range);
        expect(asWritten(text, excerpt, excerpt.text)).toBe(
          text.slice(excerpt.range.start, excerpt.range.end),
        );
      }
    }
  });
});

describe('texts that are written in other ways', () => {
  it.each(Object.entries(NASTY_SPECS))('put back as it is leaves %s as it was', (_name, text) => {
    for (const { range } of allItems(analyze(text).spec)) {
      const excerpt = excerptOf(text, range);
      const { start, end } = excerpt.range;
      expect(asWritten(text, excerpt, excerpt.text)).toBe(text.slice(start, end));
      // One more line in the middle changes no other.
      const lines = excerpt.text.split('\n');
      const more = [...lines.slice(0, 1), '# here', ...lines.slice(1)].join('\n');
      const written = asWritten(text, excerpt, more);
      expect(written.replace(/[ ]*# here\r?\n?/, '').trimEnd()).toBe(text.slice(start, end).trimEnd());
    }
  });

  it('shows an anchor, and what stands below its dash without indentation', () => {
    const text =
      'input: [8, 8, 4]\nlayers:\n  - &a conv: 4\n    name: x\n  - # next\n      conv: 4\n      name: y # why\n';
    expect(excerptAt(text, 'x\n').text).toBe('- &a conv: 4\n  name: x');
    expect(excerptAt(text, 'y #').text).toBe('conv: 4\nname: y # why');
  });

  it('writes changed lines only, with the line ends of the file', () => {
    const text =
      'input: [8, 8, 4]\r\nlayers:\r\n  - conv: # here\r\n# at the left\r\n      filters: 4\r\n   \r\n      kernel: 3\r\n';
    const excerpt = excerptAt(text, 'kernel');
    expect(excerpt.text).toBe(
      '- conv: # here\n# at the left\n    filters: 4\n\n    kernel: 3'.replace('\n\n', '\n \n'),
    );
    expect(asWritten(text, excerpt, excerpt.text.replace('kernel: 3', 'kernel: 5'))).toBe(
      '- conv: # here\r\n# at the left\r\n      filters: 4\r\n   \r\n      kernel: 5',
    );
    expect(asWritten(text, excerpt, '- conv: # here\n# at the left\n    filters: 4')).toBe(
      '- conv: # here\r\n# at the left\r\n      filters: 4',
    );
    expect(asWritten(text, excerpt, `${excerpt.text}\n    stride: 2`)).toBe(
      '- conv: # here\r\n# at the left\r\n      filters: 4\r\n   \r\n      kernel: 3\r\n      stride: 2',
    );
  });
});

describe('another text in its place', () => {
  const trial = (shown: string) => tryExcerpt(analyze(TEXT), excerptAt(TEXT, 'identity'), shown);

  it('is analysed with the rest of the file', () => {
    const shown = '- residual:\n    branch: [{conv: 32}]\n    shortcut: identity';
    const { analysis, range, toShown } = trial(shown);
    expect(analysis.text.slice(0, range.start)).toBe(TEXT.slice(0, range.start));
    const [misfit] = analysis.diagnostics;
    expect(misfit?.code).toBe('shape.residual-mismatch');
    expect(shown.slice(toShown(misfit?.range.start ?? 0) ?? 0)).toBe('identity');
  });

  it('has its places in both texts', () => {
    const { text } = excerptAt(TEXT, 'identity');
    fc.assert(
      fc.property(fc.nat({ max: text.length }), fc.boolean(), (offset, isCrlf) => {
        const whole = isCrlf ? TEXT.replace(/\n/g, '\r\n') : TEXT;
        const { analysis, toWhole, toShown } = tryExcerpt(analyze(whole), excerptAt(whole, 'identity'), text);
        const at = toWhole(offset);
        expect(toShown(at)).toBe(offset);
        const rest = (part: string): string => part.split('\n')[0]?.trimEnd() ?? '';
        expect(rest(analysis.text.slice(at))).toBe(rest(text.slice(offset)));
      }),
    );
    expect(trial(text).toShown(0)).toBeNull();
  });
});
