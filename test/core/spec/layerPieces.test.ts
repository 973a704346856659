import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../../src/core/spec/parseYaml.ts';
import { fuzzRuns, fuzzTimeoutMs } from '../../support/fuzz.ts';

/** Sixty layers in many styles, with what usually stands around them. */
function longSpec(): string {
  const styles = [
    '  - conv: {filters: 16, kernel: 3}',
    '  - conv:\n      filters: 16 # wide\n      kernel: 3\n    name: c',
    '  - relu',
    "  - pool: 'max'",
    '  # a comment above\n  - residual:\n      branch:\n        - conv: 16\n        - conv: {filters: 16,\n            kernel: 3}',
    '  - dropout: 0.5\n',
    '  - conv: $(2 * 8)',
    '  - norm: "batch"',
  ];
  const layers = Array.from({ length: 60 }, (_, index) => styles[index % styles.length] ?? '');
  return `model: long # one\ninput: [32, 32, 3]\ndefaults:\n  conv: {norm: batch}\nlayers:\n${layers.join('\n')}\ntrain:\n  batch: 8\n`;
}

const edit = fc.record({
  at: fc.nat(),
  remove: fc.nat({ max: 8 }),
  insert: fc.constantFrom(
    '',
    'x',
    '1',
    ' ',
    '\n',
    '\n  - relu\n',
    '{',
    '}',
    "'",
    '"',
    ':',
    '- ',
    '#',
    '&a ',
    '*a',
    '|',
    'layers:',
    '\n\n',
    '\t',
    '\r\n',
    '---\n',
    '\nlayers:\n',
  ),
});

function apply(text: string, { at, remove, insert }: { at: number; remove: number; insert: string }): string {
  const start = at % (text.length + 1);
  return text.slice(0, start) + insert + text.slice(start + remove);
}

describe('reading a long list of layers item by item', () => {
  it('is used for the text of these tests', () => {
    expect(parseYaml(longSpec()).pieces).not.toBeNull();
    expect(parseYaml('layers:\n  - relu\n').pieces).toBeNull();
  });

  it('leaves a key that is missing behind the list to the reading of the whole', () => {
    expect(parseYaml(`${longSpec()}: 8\n`).pieces).toBeNull();
  });

  it(
    'gives what reading the whole text gives, whatever is typed',
    () => {
      let compared = 0;
      fc.assert(
        fc.property(fc.array(edit, { minLength: 1, maxLength: 8 }), (edits) => {
          let text = longSpec();
          let previous = parseYaml(text);
          for (const each of edits) {
            text = apply(text, each);
            previous = parseYaml(text, previous);
            if (previous.pieces === null || !text.endsWith('\n')) continue;
            // An anchor in a comment changes nothing but sends the text the whole way.
            const whole = parseYaml(`${text}# &whole`);
            expect(whole.pieces).toBeNull();
            compared++;
            // What stands behind a mistake may be read in more than one way, but must not depend on the past.
            if (whole.problems.length === 0) expect(previous.root).toEqual(whole.root);
            else expect(previous).toEqual(parseYaml(text));
            expect(previous.problems.length === 0).toBe(whole.problems.length === 0);
          }
        }),
        { numRuns: fuzzRuns(80, 10_000) },
      );
      expect(compared).toBeGreaterThan(10);
    },
    fuzzTimeoutMs(60_000),
  );
});
