import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { complete } from '../../../src/core/complete/complete.ts';
import type { Completion } from '../../../src/core/complete/completion.ts';
import { formatMessage } from '../../../src/core/diagnostics/message.ts';

/** With its words as an English reader sees them. */
type Offered = Omit<Completion, 'detail' | 'doc'> & { readonly detail: string; readonly doc: string };

/** What is offered at `|`, as an editor sorts it. */
function offers(marked: string): Offered[] {
  const text = marked.replace('|', '');
  const all = complete(analyze(text), marked.indexOf('|'));
  return all
    .filter(({ rank }) => rank !== undefined)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
    .map((each) => ({
      ...each,
      detail: formatMessage(each.detail),
      doc: each.doc.map((text) => formatMessage(text)).join(' '),
    }));
}

const RESIDUAL = `input: [32, 32, 24]
defaults:
  conv: {bias: false, norm: batch}
layers:
  - residual:
      branch:
        - conv: {filters: 16, kernel: 1}
        - conv: {filters: FILTERS, kernel: 3}
      shortcut: SHORTCUT
  - relu
`;

describe('values that fit come first', () => {
  it('as `filters` in a residual: the channels of the shortcut', () => {
    const found = offers(RESIDUAL.replace('FILTERS', '|').replace('SHORTCUT', 'identity'));
    expect(found[0]).toMatchObject({ label: '24', detail: 'fits here', kind: 'value' });
    expect(found.slice(1).map(({ detail }) => detail)).not.toContain('fits here');
    expect(found.map(({ label }) => label)).toContain('32');
  });

  it('as the shorthand, and as a parameter of the block', () => {
    const shorthand = RESIDUAL.replace('{filters: FILTERS, kernel: 3}', '|').replace('SHORTCUT', 'identity');
    expect(offers(shorthand)[0]).toMatchObject({ label: '24', detail: 'fits here' });
    const block = `input: [8, 8, 8]
blocks:
  mine:
    parameters: {filters: required, other: 3}
    layers:
      - conv: $filters
      - residual:
          branch:
            - conv: {filters: |}
          shortcut: identity
layers:
  - block: {type: mine, filters: 8}
`;
    const fits = offers(block).filter(({ detail }) => detail === 'fits here');
    expect(fits.map(({ label }) => label)).toEqual(['8', '$filters', '$in']);
    expect(fits[1]?.snippet).toBe('\\$filters');
  });

  it('as `filters` before an addition further down', () => {
    const found = offers(`input: [8, 8, 3]
layers:
  - conv: 40
    name: far
  - conv: 5
  - conv: {filters: |, kernel: 3}
    name: near
  - add: [near, far]
`);
    expect(found[0]).toMatchObject({ label: '40', detail: 'fits here' });
  });

  it('as `shortcut`, each with what it costs', () => {
    const found = offers(RESIDUAL.replace('FILTERS', '32').replace('SHORTCUT', '|'));
    // 24·32 weights and 2·32 values of the norm; 24·32 at each of 32·32 pixels.
    const price = '+832 parameters, +786,432 multiply-adds';
    expect(found.map(({ label, detail }) => `${label}: ${detail}`)).toEqual([
      'A: fits here · no parameters',
      `B: fits here · ${price}`,
      `C: fits here · ${price}`,
      'none: fits here · no parameters',
      'identity: does not fit here',
    ]);
    expect(found[0]?.doc).toContain('option A');
  });

  it.each([
    // What comes out of the branch depends on what is still to be written.
    RESIDUAL.replace('FILTERS', '').replace('SHORTCUT', '|'),
    'input: [8, 8, 8]\nlayers:\n  - stage: {block: basic, filters: , shortcut: |}\n',
    'input: [8, 8, 8]\ndefaults: {shortcut: |}\nlayers:\n  - conv: 8\n',
  ])('as `shortcut` of shapes that are not known: nothing is said of whether it fits (%#)', (marked) => {
    expect(new Set(offers(marked).map(({ detail }) => detail))).toEqual(new Set(['shortcut']));
  });

  it('as `shortcut` of the defaults and of a stage, where a shape changes', () => {
    const stage = 'layers:\n  - stage: {block: basic, filters: 16HERE}\n';
    for (const marked of [
      `input: [8, 8, 8]\ndefaults: {shortcut: |}\n${stage.replace('HERE', '')}`,
      `input: [8, 8, 8]\n${stage.replace('HERE', ', shortcut: |')}`,
    ]) {
      const details = new Map(offers(marked).map(({ label, detail }) => [label, detail]));
      expect(details.get('identity')).toBe('does not fit here');
      expect(details.get('A')).toBe('fits here · no parameters');
    }
  });

  it('as `shortcut` where all fit: the input as it is first', () => {
    const found = offers(RESIDUAL.replace('FILTERS', '24').replace('SHORTCUT', '|'));
    expect(found[0]).toMatchObject({ label: 'identity', detail: 'fits here · no parameters' });
    expect(found.map(({ detail }) => detail)).not.toContain('does not fit here');
  });

  it('as `shortcut` of a stage and of the defaults', () => {
    const stage = (defaults: string, own: string): string =>
      `input: [8, 8, 4]\ndefaults:\n  shortcut: ${defaults}\nlayers:\n  - stage: {block: basic, filters: 8, stride: 2${own}}\n`;
    for (const text of [stage('A', ', shortcut: |'), stage('|', '')]) {
      const labels = offers(text).map(({ label }) => label);
      expect(labels[0]).toBe('A');
      expect(labels[labels.length - 1]).toBe('identity');
    }
  });

  it('says nothing of fitting where nothing depends on it', () => {
    const found = offers('input: [8, 8, 4]\nlayers:\n  - conv: {filters: |}\n  - relu\n');
    expect(found.map(({ label, detail }) => `${label}: ${detail}`)).toEqual([
      '4: channels',
      '8: channels',
      '2: channels',
    ]);
  });

  it('keeps a value off its colon', () => {
    expect(offers('input: [8, 8, 4]\nlayers:\n  - conv: {filters:|}\n')[0]?.snippet).toBe(' 4');
  });

  it('tries nothing out in a long text', () => {
    const long = `input: [8, 8, 4]\nlayers:\n${'  - relu # a long comment that fills the line\n'.repeat(1000)}  - residual: {branch: [{conv: {filters: |}}], shortcut: identity}\n`;
    expect(offers(long)[0]).toMatchObject({ label: '4', detail: 'channels' });
  });
});

/** The text after the offer was taken, its places filled with what they suggest. */
function taken(marked: string, label: string): string {
  const text = marked.replace('|', '');
  const offset = marked.indexOf('|');
  const offer = complete(analyze(text), offset).find((each) => each.label === label);
  if (offer === undefined) throw new Error(`nothing called ${label} is offered`);
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const indent = /^ */.exec(line)?.[0] ?? '';
  const plain = offer.snippet
    .replace(/\$\{\d+\|([^,|]*)[^}]*\}/g, '$1')
    .replace(/\$\{\d+:((?:\\.|[^}])*)\}/g, '$1')
    .replace(/(?<!\\)\$\d/g, '')
    .replace(/\\([$}\\])/g, '$1')
    .replace(/\n/g, `\n${indent}`);
  return text.slice(0, offer.range.start) + plain + text.slice(offer.range.end);
}

function codesOf(text: string): string[] {
  return analyze(text).diagnostics.map(({ code }) => code);
}

describe('snippets are specs without a mistake', () => {
  it('of a whole file', () => {
    const text = taken('|', 'whole spec');
    expect(codesOf(text)).toEqual([]);
    expect(text).toContain('stage: {block: basic, filters: 16, repeat: 3}');
  });

  it.each(['residual, basic', 'residual, bottleneck'])('of a layer: %s', (label) => {
    const text = taken('input: [8, 8, 24]\nlayers:\n  - conv: 24\n  - |\n', label);
    expect(codesOf(text)).toEqual([]);
    expect(text).toContain('filters: 24');
  });

  it('of a new block, and of each that ships', () => {
    const use = (name: string): string => {
      const rest = name.startsWith('stem')
        ? ''
        : name === 'fixup' || name === 'stochastic_depth'
          ? ', total: 2'
          : '';
      return `input: [32, 32, 64]\nlayers:\n  - block: {type: ${name}, filters: 64${rest}}\nblocks:\n  |\n`;
    };
    expect(codesOf(taken(use('name'), 'new block'))).toEqual([]);
    for (const name of ['basic', 'bottleneck', 'resnext', 'fractal', 'fixup', 'stem_imagenet']) {
      const before = analyze(use(name).replace('  |', ''));
      const after = analyze(taken(use(name), `${name}, a copy`));
      expect(after.diagnostics).toEqual([]);
      expect(after.spec.blocks).toHaveLength(1);
      expect(after.model?.body.cost).toEqual(before.model?.body.cost);
    }
  });
});
