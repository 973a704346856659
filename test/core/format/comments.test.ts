import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { formatMessage } from '../../../src/core/diagnostics/message.ts';
import { applyEdits } from '../../../src/core/diagnostics/priceFix.ts';
import { commentsOf, formatSpec } from '../../../src/core/format/formatSpec.ts';
import { flatten } from '../../../src/core/model/flatten.ts';
import { exampleNames, exampleText } from '../../support/exampleSpecs.ts';
import { fuzzRuns, fuzzTimeoutMs } from '../../support/fuzz.ts';
import { readSpecFixtures } from '../../support/specFixture.ts';

function formatted(text: string): string {
  return applyEdits(text, formatSpec(analyze(text)));
}

describe('a comment wherever one can stand', () => {
  it.each([
    [
      'between a key and its value',
      'model: # a\n    x\ninput:\n # b\n    [8,8,4]\nlayers:\n# c\n    - conv:\n       # d\n        filters: 4\n',
      'model: # a\n  x\ninput:\n  # b\n  [8, 8, 4]\n\nlayers:\n  # c\n  - conv:\n      # d\n      filters: 4\n',
    ],
    [
      'between brackets',
      'input: [ 8, # a\n  # b\n 8 # c\n , 4\n# d\n ] # e\nlayers: [relu]\n',
      'input: [8, # a\n  # b\n  8 # c\n  , 4\n  # d\n] # e\nlayers: [relu]\n',
    ],
    [
      'behind a dash',
      'layers:\n-   # a\n    relu\n- # b\n # c\n  conv: 4\n-\n# d\n  relu\n',
      'layers:\n  -   # a\n    relu\n  - # b\n    # c\n    conv: 4\n  -\n    # d\n    relu\n',
    ],
    [
      'between layers, too far to the left or to the right',
      'layers:\n    - relu\n  # a\n    - relu\n# b\n    - relu\n     # c\n    - relu\n',
      'layers:\n  - relu\n  # a\n  - relu\n  # b\n  - relu\n  # c\n  - relu\n',
    ],
    [
      'behind the head of a text, and below it',
      'model: |   # a\n     text\n     # text\n # b\ninput: [4]\nlayers:\n    - relu\n',
      'model: |   # a\n     text\n     # text\n# b\ninput: [4]\n\nlayers:\n  - relu\n',
    ],
    [
      'on top of a section that a blank line is missing above',
      'input:   [4]\n # a\n   # b\nlayers:\n  - relu\n',
      'input: [4]\n\n# a\n# b\nlayers:\n  - relu\n',
    ],
    [
      'at the end of the file',
      'layers:\n    - relu\n       # a\n    # b\n # c\n# d',
      'layers:\n  - relu\n    # a\n  # b\n# c\n# d\n',
    ],
    [
      'beside the marks of a document',
      '# a\n---\n # b\ninput:   [4]\n...\n# c\n',
      '# a\n---\n# b\ninput: [4]\n...\n# c\n',
    ],
    [
      'behind an anchor and a tag',
      'model: !!str   # a\n    x\nlayers: &all # b\n    - &c # d\n   # e\n      relu\n',
      'model: !!str   # a\n  x\n\nlayers: &all # b\n  - &c # d\n    # e\n    relu\n',
    ],
  ])('%s', (_name, text, expected) => {
    expect(formatted(text)).toBe(expected);
    expect(formatted(expected)).toBe(expected);
  });
});

describe('a piece that cannot be formatted stays as it is written, and no more than that', () => {
  it('a text that ends a line with an escaped blank', () => {
    const text = 'layers:\n    - relu:\n      name: "a\\   \n         b"\n    - conv:   4\n';
    expect(formatted(text)).toBe('layers:\n  - relu:\n    name: "a\\   \n       b"\n  - conv: 4\n');
  });

  it('one in a block and one in the layers', () => {
    const odd = (by: string): string => `${by}- relu:\n${by}  name: "a\\   \n${by}     b"\n`;
    const text = `blocks:\n    mine:\n        layers:\n${odd('            ')}    other:   {layers: [relu]}\nlayers:\n${odd('    ')}`;
    const result = `blocks:\n  mine:\n    layers:\n${odd('      ')}  other: {layers: [relu]}\n\nlayers:\n${odd('  ')}`;
    expect(formatted(text)).toBe(result);
  });

  it('among a thousand layers', () => {
    const layers = Array.from({ length: 1000 }, (_, i) => `    -   conv:   ${i + 1}\n`);
    layers[700] = '    - relu:\n      name: "a\\   \n         b"\n';
    const text = `input: [8,8,4]\nlayers:\n${layers.join('')}`;
    const result = formatted(text).split('\n');
    expect(result[2]).toBe('layers:');
    expect(result.filter((line) => /^ {2}- conv: \d+$/.test(line))).toHaveLength(999);
    expect(result.slice(703, 706)).toEqual(['  - relu:', '    name: "a\\   ', '       b"']);
  }, 30_000);
});

/** A spec with comments put in at random: own lines at any column, and ends of lines, also between brackets. */
const commented = fc
  .tuple(
    fc.constantFrom(...exampleNames().map(exampleText), ...readSpecFixtures().map(({ text }) => text)),
    fc.infiniteStream(fc.nat(23)),
  )
  .map(([text, dice]) => {
    const roll = (): number => (dice.next().value as number | undefined) ?? 0;
    let count = 0;
    const comment = (): string => `# c${count++}`;
    const lines = text.split('\n').flatMap((line) => {
      const isWindows = line.endsWith('\r');
      const body = isWindows ? line.slice(0, -1) : line;
      const end = isWindows ? '\r' : '';
      switch (roll()) {
        case 0:
        case 1:
          return [`${body}${' '.repeat(1 + (roll() % 3))}${comment()}${' '.repeat(roll() % 3)}${end}`];
        case 2:
        case 3:
          return [`${' '.repeat(roll() % 14)}${comment()}${end}`, line];
        case 4:
          return [body.replace(/, /, () => `, ${comment()}${end}\n${' '.repeat(12)}`) + end];
        default:
          return [line];
      }
    });
    // A blank line at the start is never in form.
    return ['', ...lines].join('\n');
  })
  .filter((text) => analyze(text).yaml.problems.length === 0);

function meaningOf(text: string): unknown {
  const { model, diagnostics } = analyze(text);
  const ops =
    model === null || model.body.opCount > 2000
      ? model?.body.cost
      : flatten(model).ops.map(({ path, node }) => ({ path, op: node.op, output: node.output }));
  const said = diagnostics.map(({ code, message }) => `${code} ${formatMessage(message)}`);
  return { ops, said };
}

it(
  'is kept, and everything is in form afterwards, without another meaning',
  () => {
    fc.assert(
      fc.property(commented, (text) => {
        const result = formatted(text);
        expect(result.startsWith('\n'), 'it is left alone').toBe(false);
        expect(commentsOf(result)).toBe(commentsOf(text));
        expect(formatted(result)).toBe(result);
        expect(meaningOf(result)).toEqual(meaningOf(text));
      }),
      { numRuns: fuzzRuns(200, 20_000) },
    );
  },
  fuzzTimeoutMs(60_000),
);
