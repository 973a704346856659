import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Analysis, type AnalyzeOptions, analyze } from '../../../src/core/analyze.ts';
import type { Group } from '../../../src/core/model/model.ts';
import type { SpecItem } from '../../../src/core/spec/item.ts';
import { fuzzRuns, fuzzTimeoutMs } from '../../support/fuzz.ts';

/** Names an item of the file's list: the same text means another thing further down. */
const NAMES_THE_FIRST = '  - residual: {branch: [relu, {conv: {filters: 16}, from: base}], shortcut: none}';

const KINDS_OF_LAYERS = [
  NAMES_THE_FIRST,
  '  - residual: {branch: [{conv: {filters: 16}, name: kept}, {relu: {}, name: gone, when: $(width > 80)}]}\n    name: NAME\n  - add: [NAME.branch.kept, NAME.branch.gone]',
  '  - conv: {filters: 16, kernel: 3}',
  '  - conv: {filters: $width, kernel: 3, norm: {type: group}}',
  '  - relu',
  '  - residual:\n      branch:\n        - conv: 16\n        - conv: {filters: 16, activation: none}\n      shortcut: A',
  '  - residual:\n      branch:\n        - conv: {filters: 32, stride: 2}\n        - residual: {branch: [{conv: 32}, relu], shortcut: identity}\n    name: NAME',
  '  - residual:\n      branch: [{conv: 16, name: inner}, {relu: {}, from: inner}]\n      projection: [{conv: {filters: 16, kernel: 1}, from: branch.inner}]\n      shortcut: C',
  '  - parallel:\n      branches:\n        left: [{conv: {filters: 8}}]\n        right: [{depthwise_conv: 3}, {conv: {filters: 8, kernel: 1}}]\n      merge: concat\n    name: NAME',
  '  - parallel: {branches: {a: [relu], b: [{conv: 16}]}}\n  - add: [parallel.a, parallel.b]',
  '  - block: {type: basic, filters: 16}',
  '  - stage: {block: own, filters: 8, repeat: 2}',
  '  - conv: {filters: 16}\n    weights: conv',
  '  - conv: {filters: 16}\n    from: NAME',
  '  - dropout: 0.2\n    when: $(width > 8)',
  '  - relu:\n    when: $(width > 80)',
  '  - squeeze_excite: {reduction: 4}',
  // Fits even heights only.
  '  - residual: {branch: [{conv: {filters: 16, stride: 2}}, {upsample: 2}], shortcut: identity}',
  '  - conv: {filters: 16, groups: $width}',
  // Nothing is known of the shape behind it.
  '  - conv: {filters: many}',
  '  - conv: {filters: 16, padding: half}\n    name: NAME # a comment',
];

/** Sixty layers or more, most of them written several times, some the same as others but for their name. */
const longSpec = fc
  .tuple(
    fc.array(fc.nat({ max: KINDS_OF_LAYERS.length - 1 }), { minLength: 60, maxLength: 70 }),
    fc.constantFrom(
      'input: [H, 64, 16]',
      'inputs: {first: [H, 64, 16], second: [H, 64, 16]}',
      'input: [H, W, C]',
      'input: [H, 64, wide.shape]',
    ),
  )
  .map(([choice, input]) => {
    const layers = choice.map((kind, index) =>
      (KINDS_OF_LAYERS[kind] ?? '')
        .replace('from: NAME', `from: n${index % 3}`)
        .replaceAll('NAME', `n${index}`),
    );
    return [
      'parameters: {width: 16}',
      'variants: {narrow: {width: 8}}',
      input,
      'defaults:\n  conv: {norm: batch, activation: relu}',
      'layers:',
      '  - conv: {filters: 16}\n    name: base',
      NAMES_THE_FIRST,
      ...layers,
      'blocks:\n  own: {parameters: {filters: required}, layers: [{conv: $filters}]}',
      '',
    ].join('\n');
  });

const edit = fc.record({
  at: fc.nat(),
  remove: fc.nat({ max: 3 }),
  insert: fc.constantFrom(
    '',
    '1',
    'x',
    ' ',
    '\n',
    '\n  - relu\n',
    '\n  - conv: 32\n',
    ', stride: 2',
    'filters: 8, ',
    '# ',
  ),
  options: fc.constantFrom<AnalyzeOptions>(
    {},
    {},
    {},
    { variant: 'narrow' },
    { set: { width: 24 } },
    { set: { H: 32 } },
  ),
});

type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

function apply(text: string, { at, remove, insert }: Edit): string {
  const start = at % (text.length + 1);
  return text.slice(0, start) + insert + text.slice(start + remove);
}

/**
 * All that the analysis says, but for what it keeps for the next one. As a text, since comparing objects that
 * share most of what they hold takes seconds: an item stands there once in the spec, elsewhere its place.
 */
function saidBy({ spec, model, plan, paper, diagnostics }: Analysis): string {
  const said = (key: string, value: unknown): unknown => {
    if (key === 'item') return (value as SpecItem).range;
    return key === 'group' || key === 'parent' ? ((value as Group | null)?.path ?? null) : value;
  };
  return JSON.stringify({ spec, model, plan, paper, diagnostics }, said, 1);
}

/** A comment with an anchor changes nothing, but the text is then read and built as one. */
function builtAsOne(text: string, options: AnalyzeOptions = {}): Analysis {
  const analysis = analyze(`${text}# &whole`, options);
  expect(analysis.built).toBeNull();
  return analysis;
}

describe('taking over what equal layers gave', () => {
  it(
    'gives what building every layer gives, whatever is typed',
    () => {
      let compared = 0;
      fc.assert(
        fc.property(longSpec, fc.array(edit, { minLength: 1, maxLength: 6 }), (start, edits) => {
          let text = start;
          let previous: Analysis | null = null;
          for (const each of [null, ...edits]) {
            const before = text;
            if (each !== null) text = apply(text, each);
            const options = each?.options ?? {};
            previous = analyze(text, options, previous);
            if (previous.yaml.problems.length > 0) {
              // What stands behind a mistake may be read in more than one way, but must not depend on the past.
              expect(saidBy(previous)).toBe(saidBy(analyze(text, options)));
              text = before;
            } else if (previous.built !== null && text.endsWith('\n')) {
              compared++;
              expect(saidBy(previous)).toBe(saidBy(builtAsOne(text, options)));
            }
          }
        }),
        { numRuns: fuzzRuns(12, 2_000) },
      );
      expect(compared).toBeGreaterThan(fuzzRuns(20));
    },
    fuzzTimeoutMs(120_000),
  );

  it.each([
    ['a kind that there is not', '  - squeze_excite: {reduction: 4}\n'],
    ['a kind that there is not, within a branch', '  - residual: {branch: [{cnov: 16}], shortcut: none}\n'],
    ['a parameter with a bad value, and whoever uses it then', '  - dropout: $five\n'],
  ])('says of %s the same in every version', (_, layer) => {
    const head = 'parameters: {five: 5}\ninput: [32, 32, 3]\nlayers:\n  - relu:\n    name: kept\n';
    const dead = '  - conv: 4\n  - relu:\n    from: kept\n';
    const rows = `${'  - conv: $five\n  - conv: 16\n  - relu\n'.repeat(20)}${dead}`;
    const versions = [head + rows, head + layer + rows, head + layer + rows.replace('16', '8'), head + rows];
    let previous: Analysis | null = null;
    for (const text of versions) {
      previous = analyze(text, {}, previous);
      expect(saidBy(previous)).toBe(saidBy(builtAsOne(text)));
    }
  });

  it('knows the parts of what it took over, to name them where another is asked for', () => {
    const equal = '  - residual: {branch: [{conv: 16}], shortcut: none}\n'.repeat(60);
    const text = `input: [32, 32, 3]\nlayers:\n${equal}  - relu: {}\n    from: residual_59.other\n`;
    const analysis = analyze(text);
    expect(analysis.built).not.toBeNull();
    expect(analysis.diagnostics.map(({ message }) => message.args['known'])).toContain('residual_59.branch');
    expect(saidBy(analysis)).toBe(saidBy(builtAsOne(text)));
  });

  it('builds anew what stands between other defaults, parameters or sizes', () => {
    const specWith = (head: string): string =>
      `${head}\nlayers:\n${'  - conv: {filters: $width}\n  - relu\n'.repeat(30)}`;
    const head = 'parameters: {width: 16}\ninput: [32, 32, 3]';
    const first = analyze(specWith(head));
    for (const other of [
      head.replace('16', '24'),
      head.replace('32, 32', '16, 16'),
      `${head}\ndefaults: {conv: {kernel: 5}}`,
    ]) {
      const text = specWith(other);
      expect(saidBy(analyze(text, {}, first))).toBe(saidBy(builtAsOne(text)));
    }
    const set = { set: { width: 8 } };
    const narrow = analyze(first.text, set, first);
    expect(narrow.model?.body.nodes.at(-1)?.output).toEqual([32, 32, 8]);
    expect(saidBy(narrow)).toBe(saidBy(builtAsOne(first.text, set)));
  });
});
