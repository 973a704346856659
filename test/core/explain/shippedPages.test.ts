import { describe, expect, it } from 'vitest';
import { shippedBlocks } from '../../../src/core/blocks/shippedBlocks.ts';
import { formatMessage } from '../../../src/core/diagnostics/message.ts';
import { explain } from '../../../src/core/explain/explain.ts';
import { shippedBlockAnalysis } from '../../../src/core/navigate/shippedBlockAnalysis.ts';

function pageOf(block: string) {
  const page = shippedBlockAnalysis(block);
  if (page === null) throw new Error(`no block ${block}`);
  return page;
}

function hoverAt(block: string, word: string): string {
  const page = pageOf(block);
  const explanation = explain(page, page.text.indexOf(word) + 1, block);
  if (explanation === null) return '';
  return [explanation.title, ...explanation.facts].map((each) => formatMessage(each)).join('\n');
}

describe('on the page of a shipped block', () => {
  it('its name says that it ships, and what it takes', () => {
    const hover = hoverAt('bottleneck', 'bottleneck:');
    expect(hover).toContain('He et al. 2015, Figure 5, right');
    expect(hover).toContain('ships with ResNet Designer');
    expect(hover).toContain('`filters` (required), `stride` (=1)');
  });

  it('kinds and attributes are explained, without an instance', () => {
    expect(hoverAt('basic', 'conv: {filters')).toBe(
      '`conv`\nA convolution, then its norm, then its activation.',
    );
    expect(hoverAt('basic', 'kernel: 3')).toContain('If it is not written: `3`.');
    expect(hoverAt('basic', 'defaults:')).toContain('weaker than those of the file');
    expect(hoverAt('basic', 'conv: {norm')).toContain('Defaults of `conv`');
    expect(hoverAt('basic', 'shortcut: $')).toContain('B projects where dimensions change');
  });

  it('parameters say what they are without a value, declared and used', () => {
    expect(hoverAt('basic', 'stride: 1')).toBe('Parameter `stride`\nIf it is not given: `1`.');
    expect(hoverAt('basic', '$filters')).toBe('Parameter `filters`\nMust be given.');
    expect(hoverAt('basic', '$shortcut')).toContain('the defaults of the file apply');
    expect(hoverAt('fixup', 'total ** 0.5')).toBe('Parameter `total`\nMust be given.');
  });

  it('names are those of the layers that they stand for', () => {
    const page = pageOf('fixup');
    const from = explain(page, page.text.indexOf('branch.before') + 'branch.b'.length, 'fixup');
    expect(from && formatMessage(from.title)).toBe('`bias`');
    expect(hoverAt('fractal', 'input\n        when')).toContain('What comes into the block.');
  });

  it.each([...shippedBlocks().blocks.keys()])(
    'every kind and parameter of %s has something to say',
    (block) => {
      const page = pageOf(block);
      const words = [...page.text.matchAll(/(?<=^ *(?:- )?(?:\w+: )?)[a-z_]+(?=:)|\$\w+/gm)];
      expect(words.length).toBeGreaterThan(3);
      // What the branches of a parallel are called is up to whoever writes them.
      const branches = ['three', 'one', 'identity'];
      for (const { index, 0: word } of words) {
        if (branches.includes(word)) continue;
        const facts = explain(page, index + 1, block)?.facts ?? [];
        expect(facts, word).not.toEqual([]);
        expect(facts.map((fact) => formatMessage(fact)).join(' ')).not.toMatch(
          /of this file\.|not used here|model/,
        );
      }
    },
  );
});
