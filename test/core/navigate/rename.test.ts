import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Analysis, analyze } from '../../../src/core/analyze.ts';
import { formatMessage } from '../../../src/core/diagnostics/message.ts';
import { applyEdits } from '../../../src/core/diagnostics/priceFix.ts';
import { flatten } from '../../../src/core/model/flatten.ts';
import { nameIndex } from '../../../src/core/navigate/nameIndex.ts';
import { rename, renameTarget } from '../../../src/core/navigate/rename.ts';
import { exampleNames, exampleText } from '../../support/exampleSpecs.ts';
import { fuzzRuns } from '../../support/fuzz.ts';
import { randomSpec } from '../../support/randomSpec.ts';

/** The text after the rename of the name at `|`, or the reason why not. */
function renamed(marked: string, newName: string): string {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const result = rename(analyze(text), offset, newName);
  return result.ok ? applyEdits(text, result.value) : formatMessage(result.reason);
}

const SPEC = `parameters: {n: 2, m: 3}
variants: {deep: {n: 4}}
inputs: {left: [8, 8, 4], right: [8, 8, 4]}
outputs: [sum]
blocks:
  mine:
    parameters: {filters: required, stride: 1}
    layers:
      - conv: {filters: $filters, stride: $(stride)}
        name: first
      - conv: $filters
      - add: [first, conv]
layers:
  - stage: {block: mine, filters: 4, repeat: $n}
    name: body
  - relu
  - add: [body, body.2.first, right]
    name: sum
`;
const at = (word: string, occurrence = 1): string => {
  let offset = -1;
  for (let i = 0; i < occurrence; i++) offset = SPEC.indexOf(word, offset + 1);
  return `${SPEC.slice(0, offset + 1)}|${SPEC.slice(offset + 1)}`;
};

describe('a new name', () => {
  it('reaches a block’s uses', () => {
    expect(renamed(at('mine'), 'unit')).toBe(SPEC.replaceAll('mine', 'unit'));
  });

  it('reaches a parameter’s expressions and arguments', () => {
    expect(renamed(at('filters'), 'width')).toBe(SPEC.replaceAll(/filters(?=: [r4]|,|\n|$)/gm, 'width'));
    expect(renamed(at('$n'), 'depth')).toBe(
      SPEC.replace('{n: 2', '{depth: 2').replace('{n: 4', '{depth: 4').replace('$n', '$depth'),
    );
  });

  it('reaches dotted paths, inputs, outputs and variants', () => {
    expect(renamed(at('name: body').replace('n|ame: ', 'name: |'), 'trunk')).toBe(
      SPEC.replaceAll('body', 'trunk'),
    );
    expect(renamed(at('.first').replace('.|', '.f|').replace('.f|f', '.f|'), 'start')).toBe(
      SPEC.replaceAll('first', 'start'),
    );
    expect(renamed(at('right'), 'other')).toBe(SPEC.replaceAll('right', 'other'));
    expect(renamed(at('sum'), 'total')).toBe(SPEC.replaceAll('sum', 'total'));
    expect(renamed(at('deep'), 'resnet-110')).toBe(SPEC.replace('deep', 'resnet-110'));
  });

  it('stays within quotes', () => {
    const text = 'input: [4]\nlayers:\n  - relu:\n    name: "a|b"\n  - relu\n  - add: [ab, relu]\n';
    expect(renamed(text, 'cd')).toBe(text.replace('|', '').replaceAll('ab', 'cd'));
  });

  it('also for the variant that is shown, and for a symbol', () => {
    const options = { variant: 'deep' };
    const result = rename(analyze(SPEC, options), SPEC.indexOf('deep'), 'deeper');
    expect(result.ok).toBe(true);
    expect(renamed('input: [|H, W, 3]\nlayers: [conv: 4]\n', 'Height')).toBe(
      'input: [Height, W, 3]\nlayers: [conv: 4]\n',
    );
  });
});

describe('a name is refused', () => {
  it('where it would be taken for another', () => {
    const clash = 'would mean something else';
    expect(renamed(at('body'), 'sum')).toContain(clash);
    expect(renamed(at('body'), 'relu')).toContain(clash);
    expect(renamed(at('body'), 'left')).toContain(clash);
    expect(renamed(at('$n'), 'm')).toContain(clash);
    expect(renamed(at('right'), 'left')).toContain(clash);
    // An outer name that an inner list would then catch, and an inner one that catches an outer one.
    const nested = `input: [8, 8, 4]
layers:
  - conv: 4
    name: outer
  - residual:
      branch:
        - conv: 4
          name: inner
        - add: [outer, inner]
        - relu
`;
    const inNested = (word: string): string => nested.replace(`name: ${word}`, `name: |${word}`);
    expect(renamed(inNested('outer'), 'inner')).toContain(clash);
    expect(renamed(inNested('inner'), 'outer')).toContain(clash);
  });

  it('where the language gives it', () => {
    expect(renamed(at('relu'), 'x')).toContain('called after its kind');
    expect(renamed('input: [8, 8, 4]\nlayers:\n  - stage: {block: b|asic, filters: 4}\n', 'x')).toContain(
      'ships with ResNet Designer',
    );
    expect(renamed('input: [8, 8, 4]\nlayers:\n  - stage: {block: basic, fi|lters: 4}\n', 'x')).toContain(
      'belongs to the block `basic`',
    );
    expect(
      renamed('input: [8, 8, 4]\nblocks: {b: {layers: [conv: $i|n]}}\nlayers: [block: b]\n', 'x'),
    ).toContain('name of the language');
    expect(renamed('input: [4]\nlayers:\n  - re|lu:\n    from: input\n', 'x')).toContain(
      'called after its kind',
    );
    expect(renamed('input: [4]\nlayers:\n  - relu:\n    from: in|put\n', 'x')).toContain(
      'name of the language',
    );
    expect(renamed('inp|ut: [4]\nlayers: [relu]\n', 'x')).toContain('name of the language');
    expect(renamed('model: |x\n', 'y')).toContain('no name here');
  });

  it('where it cannot be written', () => {
    for (const name of ['two words', 'a.b', '2x', '', 'true', 'Null', 'a,b'])
      expect(renamed(at('body'), name)).not.toContain('layers:');
    expect(renamed(at('$n'), 'a-b')).toContain('letters, digits');
    expect(renamed(at('$n'), 'and')).toContain('operator');
  });

  it('where a stage would no longer pass its stride', () => {
    const text = SPEC.replace('filters: 4,', 'filters: 4, stride: 2,').replace(
      '[body, body.2.first, right]',
      '[body, relu]',
    );
    expect(renamed(text.replace('stride: 1', 'str|ide: 1'), 'step')).toContain('would mean something else');
  });

  it('where a list that is put in elsewhere may mean it', () => {
    const text = `input: [8, 8, 4]
defaults:
  residual: {projection: [{conv: 4, from: branch.active}]}
layers:
  - residual:
      branch:
        - relu:
          name: |active
        - conv: 4
      shortcut: C
`;
    expect(renamed(text, 'x')).toContain('not certain');
  });

  it('before it is typed, where nothing could be renamed', () => {
    const target = renameTarget(analyze(SPEC), SPEC.indexOf('body.2') + 1);
    expect(target).toEqual({
      ok: true,
      value: { range: { start: SPEC.indexOf('body.2'), end: SPEC.indexOf('body.2') + 4 }, name: 'body' },
    });
    expect(renameTarget(analyze(SPEC), 0).ok).toBe(false);
  });
});

/** Everything that a rename must leave as it is. */
function meaning({ model, diagnostics }: Analysis): unknown {
  const ops =
    model === null
      ? null
      : flatten(model).ops.map(({ node, inputs }) => ({ op: node.op, inputs, output: node.output }));
  return { ops: JSON.stringify(ops), codes: diagnostics.map(({ code }) => code) };
}

const anySpec = fc.oneof(
  { weight: 3, arbitrary: randomSpec },
  fc.constantFrom(...exampleNames().filter((name) => !/imagenet/.test(name))).map(exampleText),
);

it('changes no op, shape or diagnostic, and the old name brings the old text back', () => {
  let changes = 0;
  fc.assert(
    fc.property(
      anySpec,
      fc.nat(),
      fc.constantFrom('zz', 'first', 'n0', 'relu', 'mine', 'input'),
      (text, pick, name) => {
        const analysis = analyze(text);
        const { occurrences } = nameIndex(analysis);
        const place = occurrences[pick % occurrences.length];
        if (place === undefined) return;
        const result = rename(analysis, place.range.start, name);
        if (!result.ok) return;
        const changed = applyEdits(text, result.value);
        const after = analyze(changed);
        expect(meaning(after)).toEqual(meaning(analysis));
        if (changed === text) return;
        changes++;
        const first = result.value[0]?.range.start ?? 0;
        const back = rename(after, first, place.symbol.name);
        expect(back.ok ? applyEdits(changed, back.value) : formatMessage(back.reason)).toBe(text);
      },
    ),
    { numRuns: fuzzRuns(150) },
  );
  expect(changes).toBeGreaterThan(fuzzRuns(25));
}, 60_000);
