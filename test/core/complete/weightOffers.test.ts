import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { complete } from '../../../src/core/complete/complete.ts';
import { formatMessage } from '../../../src/core/diagnostics/message.ts';
import { fuzzRuns, fuzzTimeoutMs } from '../../support/fuzz.ts';

/** What is offered at `|`, the first first: `name: detail`. */
function offers(marked: string): string[] {
  const at = marked.indexOf('|');
  return [...complete(analyze(marked.replace('|', '')), at)]
    .sort((a, b) => (a.rank ?? 99) - (b.rank ?? 99))
    .map(({ label, detail }) => `${label}: ${formatMessage(detail)}`);
}

describe('after `weights:` stand earlier layers that fit', () => {
  it('the nearest first, each with its parameters; no others', () => {
    const found = offers(`input: [8, 8, 4]
layers:
  - conv: {filters: 4, bias: true}
    name: first
  - conv: {filters: 4, kernel: 3, bias: true}
    name: second
  - conv: {filters: 4, kernel: 5, bias: true}
    name: wide
  - conv: {filters: 16, kernel: 3, bias: true}
    name: more
  - conv: {filters: 4, kernel: 3, bias: true}
    name: from_more
  - norm: batch
  - conv: {filters: 4, kernel: 3, bias: true}
    name: this
    weights: |
  - conv: {filters: 4, kernel: 3, bias: true}
    name: later
`);
    // 3·3·4·4 weights and 4 biases.
    expect(found).toEqual(['second: 148 parameters', 'first: 148 parameters']);
  });

  it('of stages and blocks those that are made of the same', () => {
    const text = (use: string): string => `input: [8, 8, 16]
layers:
  - stage: {block: basic, filters: 16, repeat: 2}
    name: a
  - stage: {block: basic, filters: 16, repeat: 3}
    name: b
  - block: {type: basic, filters: 16}
    name: c
  - ${use}
    weights: |
`;
    // Two convolutions of 9·16·16, a norm of 2·16 behind each.
    const one = 2 * (9 * 16 * 16 + 2 * 16);
    const said = (n: number): string => `${n.toLocaleString('en')} parameters`;
    expect(offers(text('stage: {block: basic, filters: 16, repeat: 2}'))).toEqual([`a: ${said(2 * one)}`]);
    expect(offers(text('block: {type: basic, filters: 16}'))).toEqual([`c: ${said(one)}`]);
    expect(offers(text('stage: {block: basic, filters: 16, repeat: 4}'))).toEqual([]);
  });

  it('those inside others by their dotted names, unless a nearer one has the name', () => {
    const text = `input: [8, 8, 4]
layers:
  - residual:
      branch:
        - conv: {filters: 4, bias: false}
          name: inner
      shortcut: identity
    name: unit
  - residual:
      branch:
        - conv: {filters: 4, bias: false}
          name: near
        - conv: {filters: 4, bias: false}
          weights: |
      shortcut: identity
`;
    expect(offers(text)).toEqual(['near: 144 parameters', 'unit.branch.inner: 144 parameters']);
    const hidden = text.replace('name: near', 'name: unit');
    expect(offers(hidden)).toEqual(['unit: 144 parameters']);
  });

  it('in a block those that fit in each of its uses', () => {
    const text = (second: string): string => `input: [8, 8, 4]
blocks:
  mine:
    parameters: {filters: required}
    layers:
      - conv: {filters: $filters, bias: false}
        name: first
      - conv: {filters: $filters, bias: false}
        weights: |
layers:
  - block: {type: mine, filters: 4}
${second}`;
    expect(offers(text(''))).toEqual(['first: 144 parameters']);
    expect(offers(text('  - block: {type: mine, filters: 8}\n'))).toEqual([]);
  });

  it('with what the owner has, where one uses the weights of another', () => {
    const conv = '  - conv: {filters: 4, bias: false}\n';
    const text = `input: [8, 8, 4]\nlayers:\n${conv}    name: a\n${conv}    name: b\n    weights: a\n${conv}    weights: |\n`;
    expect(offers(text)).toEqual(['b: 144 parameters', 'a: 144 parameters']);
  });

  it.each([
    ['a kind without weights', 'layers:\n  - relu\n  - relu:\n    weights: |\n'],
    ['the first of its kind', 'layers:\n  - conv: 4\n    weights: |\n'],
    ['a list', 'layers:\n  - conv: 4\n  - conv: 4\n    weights: [|]\n'],
    ['a text without an input', 'layers:\n  - conv: 4\n  - conv: 4\n    weights: |\n'],
  ])('nothing for %s', (name, text) => {
    expect(offers((name.includes('input') ? '' : 'input: [8, 8, 4]\n') + text)).toEqual([]);
  });

  it('between brackets, half written and without a blank', () => {
    const text = (end: string): string =>
      `input: [8, 8, 4]\nlayers:\n  - {conv: {filters: 4}, name: a}\n  - {conv: {filters: 4}, weights:${end}}\n`;
    for (const end of [' |', '|', ' a|', ' x|']) expect(offers(text(end))).toEqual(['a: 148 parameters']);
  });
});

const LAYERS = [
  'conv: {filters: 4, kernel: 1}',
  'conv: {filters: 4, kernel: 3, norm: batch}',
  'conv: {filters: 8, kernel: 3, norm: batch}',
  'norm: batch',
  'relu:',
  'block: {type: basic, filters: 4}',
  'block: {type: basic, filters: 8}',
  'stage: {block: basic, filters: 4, repeat: 1}',
  'stage: {block: basic, filters: 4, repeat: 2}',
  'residual: {branch: [{conv: {filters: 4}, name: inner}, {conv: {filters: 4}}], shortcut: B}',
  'parallel: {merge: add, branches: {left: [{conv: 4}], right: [{conv: 4}]}}',
];
const EVERY_NAME = ['', '.branch.inner', '.branch.conv', '.left.conv', '.right.conv'];

it(
  'what is offered is what the rule accepts, among all names of layers',
  () => {
    let accepted = 0;
    const nets = fc.array(fc.constantFrom(...LAYERS), { minLength: 8, maxLength: 12 });
    fc.assert(
      fc.property(nets, fc.nat(), (layers, at) => {
        const here = layers.length - 1 - (at % 3);
        const text = (weights: string): string => {
          const items = layers.map((layer, i) => {
            const name = `n${i}${i === here ? `\n    weights: ${weights}` : ''}`;
            return `  - ${layer}\n    name: ${name}\n`;
          });
          return `input: [8, 8, 4]\nlayers:\n${items.join('')}`;
        };
        const marked = text('|');
        const offered = complete(analyze(marked.replace('|', '')), marked.indexOf('|'));
        const kindOf = (layer: string | undefined): string => layer?.split(':')[0] ?? '';
        // Those inside are of other kinds, unless the one at the cursor is of theirs.
        const isSameKind = (i: number, inner: string): boolean =>
          (inner === '' ? kindOf(layers[i]) : 'conv') === kindOf(layers[here]);
        const right = layers.flatMap((_, i) =>
          EVERY_NAME.filter((inner) => isSameKind(i, inner) && kindOf(layers[here]) !== 'relu')
            .map((inner) => `n${i}${inner}`)
            .filter((name) =>
              analyze(text(name)).diagnostics.every(({ code }) => !code.startsWith('reference.')),
            ),
        );
        expect(offered.map(({ label }) => label).sort()).toEqual(right.sort());
        accepted += right.length;
      }),
      { numRuns: fuzzRuns(60, 3000) },
    );
    expect(accepted).toBeGreaterThan(fuzzRuns(15));
  },
  fuzzTimeoutMs(60_000),
);
