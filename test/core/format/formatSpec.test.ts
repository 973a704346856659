import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { shippedBlocks } from '../../../src/core/blocks/shippedBlocks.ts';
import { applyEdits } from '../../../src/core/diagnostics/priceFix.ts';
import { commentsOf, formatSpec } from '../../../src/core/format/formatSpec.ts';
import { shippedBlockPage } from '../../../src/core/navigate/shippedBlockPage.ts';
import { exampleNames, exampleText } from '../../support/exampleSpecs.ts';
import { fuzzRuns } from '../../support/fuzz.ts';
import { randomSpec } from '../../support/randomSpec.ts';
import { readSpecFixtures } from '../../support/specFixture.ts';

function formatted(text: string): string {
  return applyEdits(text, formatSpec(analyze(text)));
}

describe('formatting', () => {
  it.each(exampleNames())('finds %s in form', (name) => {
    expect(formatted(exampleText(name))).toBe(exampleText(name));
  });

  it.each([...shippedBlocks().blocks.keys()])('finds the page of the block %s in form', (name) => {
    const page = shippedBlockPage(name)?.text ?? '';
    expect(formatted(page)).toBe(page);
  });

  it('gives every level two columns, lists below their key too', () => {
    expect(
      formatted(`input: [8, 8, 4]
blocks:
      mine:
          layers:
          -   conv: 4
              name: a
          -   residual:
                    branch:
                    - relu
                    - conv: 4
layers:
- block: mine
-
    relu:
    name: last
`),
    ).toBe(`input: [8, 8, 4]

blocks:
  mine:
    layers:
      - conv: 4
        name: a
      - residual:
          branch:
            - relu
            - conv: 4

layers:
  - block: mine
  -
    relu:
    name: last
`);
  });

  it('sets blanks behind colons and commas, and none beside brackets', () => {
    expect(
      formatted(
        `input:   [ 8,8 ,4 ]   \nmodel :  "a , b"\nlayers: [ {conv: {  filters : 16 ,"kernel":3, } , name: 'x,y' } ]`,
      ),
    ).toBe(`input: [8, 8, 4]\nmodel: "a , b"\nlayers: [{conv: {filters: 16, "kernel": 3,}, name: 'x,y'}]\n`);
  });

  it('leaves what is inside of values as it is', () => {
    const text = `model: two  blanks , and a comma
parameters: {n: $(1  +  2), a: '  x  '}
input: [8, 8, $( n )]

layers:
  - conv: $(n*2)
`;
    expect(formatted(text)).toBe(text);
  });

  it('keeps comments with what they stand above, and behind what they stand behind', () => {
    expect(
      formatted(`# first
model: x   # behind
layers:
      # above the list
    - relu #behind a layer
      # of that layer
    - conv: {filters: 4,   # in brackets
           # on its own
        kernel: 3}
    # at the end of the list
# at the end
`),
    ).toBe(`# first
model: x   # behind

layers:
  # above the list
  - relu #behind a layer
    # of that layer
  - conv: {filters: 4,   # in brackets
      # on its own
      kernel: 3}
  # at the end of the list
# at the end
`);
  });

  it('moves a text of several lines with its key', () => {
    expect(
      formatted('layers:\n    - relu:\n      name: |\n          a  # no comment\n\n            b\n'),
    ).toBe('layers:\n  - relu:\n    name: |\n        a  # no comment\n\n          b\n');
  });

  it('keeps single blank lines, and separates large sections', () => {
    expect(
      formatted('\n\nmodel: x\n\n\n\ninput: [4]\n# about layers\nlayers:\n  - relu\n\n\n  - relu\n\n\n'),
    ).toBe('model: x\n\ninput: [4]\n\n# about layers\nlayers:\n  - relu\n\n  - relu\n');
  });

  it('keeps the line breaks of Windows', () => {
    expect(formatted('input: [4]\r\nlayers:\r\n    - relu')).toBe(
      'input: [4]\r\n\r\nlayers:\r\n  - relu\r\n',
    );
  });

  it('leaves a text alone that cannot be read', () => {
    for (const text of [
      'layers:\n   - conv: {filters: 4\n',
      'a:\n\t- b\n',
      '%YAML 1.2\n---\na:   1\n',
      'a:   1\n---\nb:   2\n',
      '',
      '# only a comment   ',
    ]) {
      expect(formatted(text)).toBe(text);
    }
  });
});

/** The same lines at a multiple of their columns, what stands behind a dash included. */
function deeper(text: string, factor: number): string {
  return text.replace(/^( *)(- )?/gm, (_, indent: string, dash: string | undefined) => {
    const behind = dash === undefined ? '' : `-${' '.repeat(2 * factor - 1)}`;
    return indent.repeat(factor) + behind;
  });
}

/** The same spec, written carelessly. */
const careless = fc
  .tuple(
    fc.oneof(
      { weight: 3, arbitrary: randomSpec },
      fc.constantFrom(...exampleNames()).map(exampleText),
      fc.constantFrom(...readSpecFixtures().map(({ text }) => text)),
    ),
    fc.constantFrom(1, 2, 3),
    fc.infiniteStream(fc.nat(19)),
  )
  .map(([text, factor, dice]) => {
    const roll = (): number => (dice.next().value as number | undefined) ?? 0;
    const lines = deeper(text, factor)
      .split('\n')
      .map((line) => {
        const indent = / */.exec(line)?.[0] ?? '';
        let body = line.slice(indent.length);
        if (roll() === 0) body = body.replace(/, /g, ' ,  ');
        if (roll() === 1) body = body.replace(/: /g, ':   ');
        if (roll() === 2) body = body.replace(/\{/g, '{  ').replace(/\}/g, ' }');
        if (roll() === 3 && !body.includes('#') && body !== '') body = `${body}  # c${indent.length}   `;
        if (roll() === 4) body = `${body}\n\n`;
        if (roll() === 5) body = `${' '.repeat(roll())}# c\n${indent}${body}`;
        return indent + body;
      });
    return lines.join('\n');
  });

it('is done once, changes no meaning and loses no comment', () => {
  let changes = 0;
  fc.assert(
    fc.property(careless, (text) => {
      const result = formatted(text);
      expect(formatted(result)).toBe(result);
      expect(commentsOf(result)).toBe(commentsOf(text));
      const [before, after] = [analyze(text), analyze(result)];
      expect(after.diagnostics.map(({ code, message }) => [code, message])).toEqual(
        before.diagnostics.map(({ code, message }) => [code, message]),
      );
      expect(after.model?.body.cost).toEqual(before.model?.body.cost);
      if (result !== text) changes++;
    }),
    { numRuns: fuzzRuns(100) },
  );
  expect(changes).toBeGreaterThan(fuzzRuns(40));
}, 60_000);

it('gives a spec the same form however deep its lines were set', () => {
  fc.assert(
    fc.property(randomSpec, fc.constantFrom(2, 3, 4), (text, factor) => {
      fc.pre(analyze(text).yaml.problems.length === 0);
      expect(formatted(deeper(text, factor))).toBe(formatted(text));
    }),
    { numRuns: fuzzRuns(50) },
  );
}, 60_000);
