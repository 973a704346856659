import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { analyze } from '../../src/core/analyze.ts';
import { formatMessage } from '../../src/core/diagnostics/message.ts';
import { flatten } from '../../src/core/model/flatten.ts';
import { fuzzRuns, fuzzTimeoutMs } from '../support/fuzz.ts';
import { readSpecFixtures } from '../support/specFixture.ts';

const examples = path.join(import.meta.dirname, '../../examples');
const texts = [
  ...readSpecFixtures().map((fixture) => fixture.text),
  ...readdirSync(examples)
    .filter((name) => name.endsWith('.resnet.yaml'))
    .map((name) => readFileSync(path.join(examples, name), 'utf8')),
];

/** Pieces that people paste, mistype and leave half done. */
const PIECES = [
  '{',
  '}',
  '[',
  ']',
  ':',
  '- ',
  '\n',
  '\n  ',
  '"',
  "'",
  '$',
  '$(',
  '&a ',
  '*a',
  '#',
  '\t',
  '0',
  '-1',
  '1e9',
  'conv',
  '|',
  '\u0000',
  'é',
  ', ',
];

const mutation = fc.record({
  base: fc.nat(),
  edits: fc.array(
    fc.record({
      at: fc.nat(),
      remove: fc.nat({ max: 12 }),
      piece: fc.constantFrom('', ...PIECES),
      copyFrom: fc.nat(),
    }),
    { minLength: 1, maxLength: 6 },
  ),
});

function mutate({
  base,
  edits,
}: {
  base: number;
  edits: readonly { at: number; remove: number; piece: string; copyFrom: number }[];
}): string {
  let text = texts[base % texts.length] ?? '';
  for (const { at, remove, piece, copyFrom } of edits) {
    const start = at % (text.length + 1);
    const other = texts[copyFrom % texts.length] ?? '';
    const inserted = piece === '' ? other.slice(copyFrom % 200, (copyFrom % 200) + 30) : piece;
    text = text.slice(0, start) + inserted + text.slice(start + remove);
  }
  return text;
}

it(
  'analyze answers on any text, with ranges inside it, and within a second',
  () => {
    fc.assert(
      fc.property(mutation, (change) => {
        const text = mutate(change);
        const start = performance.now();
        const { diagnostics, model } = analyze(text);
        if (model !== null && model.body.opCount < 20_000) flatten(model);
        expect(performance.now() - start).toBeLessThan(5000);
        for (const { range, related, fixes } of diagnostics) {
          const edits = fixes.flatMap((fix) => fix.edits);
          for (const each of [
            range,
            ...related.map((other) => other.range),
            ...edits.map((edit) => edit.range),
          ]) {
            expect(each.start).toBeGreaterThanOrEqual(0);
            expect(each.end).toBeGreaterThanOrEqual(each.start);
            expect(each.end).toBeLessThanOrEqual(text.length);
          }
        }
      }),
      { numRuns: fuzzRuns(1000, 100_000) },
    );
  },
  fuzzTimeoutMs(60_000),
);

it(
  'analyze says nothing twice, and the same with the analysis of another text at hand',
  () => {
    fc.assert(
      fc.property(mutation, mutation, (change, other) => {
        const text = mutate({ ...change, base: other.base });
        const analysis = analyze(text);
        const said = analysis.diagnostics.map(({ message, range }) =>
          JSON.stringify([range.start, range.end, formatMessage(message)]),
        );
        expect(new Set(said).size).toBe(said.length);
        const again = analyze(text, {}, analyze(mutate(other)));
        expect(again.diagnostics).toEqual(analysis.diagnostics);
        expect(again.model?.body.cost).toEqual(analysis.model?.body.cost);
      }),
      { numRuns: fuzzRuns(500, 20_000) },
    );
  },
  fuzzTimeoutMs(60_000),
);

it.each([
  ['an alias bomb', `input: [1, 1, 1]\nlayers:\n  - &a relu\n${bomb()}`],
  ['ten thousand brackets', `layers: ${'['.repeat(10_000)}`],
  ['ten thousand dashes', `layers: \n${'- '.repeat(10_000)}a`],
  [
    'a billion repeats',
    'input: [8, 8, 3]\nlayers:\n  - stage: {block: basic, filters: 3, repeat: 1000000000}',
  ],
  ['stages within stages', nestedStages()],
  ['sixty levels of blocks', deepBlocks('block: PREVIOUS', 'block: PREVIOUS')],
  [
    'sixty levels of blocks in lists of their own',
    deepBlocks(
      'stage: {block: PREVIOUS, f: $(f * 2), repeat: 2}',
      'parallel: {merge: concat, branches: {a: [block: PREVIOUS], b: [block: PREVIOUS]}}',
    ),
  ],
  [
    'a billion different uses of a block',
    deepBlocks('block: {type: PREVIOUS, f: $(f * 2)}', 'block: {type: PREVIOUS, f: $(f * 2 + 1)}', 30),
  ],
])('%s is refused at once', (_name, text) => {
  const start = performance.now();
  const { diagnostics } = analyze(text);
  expect(performance.now() - start).toBeLessThan(1500);
  const refused = diagnostics.filter(({ code }) => /^spec\.(too-large|out-of-range)$/.test(code));
  expect(refused).toHaveLength(1);
});

/** Each line stands for ten of the one before. */
function bomb(): string {
  const lines = ['  - &b0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 12; level++) {
    lines.push(`  - &b${level} [${Array.from({ length: 10 }, () => `*b${level - 1}`).join(', ')}]`);
  }
  return lines.join('\n');
}

/** Blocks that each repeat the one before 100 times: 100⁶ ops. */
function nestedStages(): string {
  const blocks = Array.from(
    { length: 6 },
    (_, level) =>
      `  b${level + 1}:\n    layers:\n      - stage: {block: ${level === 0 ? 'plain, filters: 3' : `b${level}`}, repeat: 100}`,
  );
  return `input: [8, 8, 3]\nblocks:\n${blocks.join('\n')}\nlayers:\n  - block: b6\n`;
}

/** Blocks that each use the one before twice. */
function deepBlocks(first: string, second: string, levels = 60): string {
  const blocks = Array.from({ length: levels }, (_, level) => {
    const uses =
      level === 0 ? ['relu'] : [first, second].map((use) => use.replaceAll('PREVIOUS', `b${level}`));
    return `  b${level + 1}:\n    parameters: {f: 1}\n    layers: [${uses.join(', ')}]`;
  });
  return `input: [8, 8, 3]\nblocks:\n${blocks.join('\n')}\nlayers:\n  - block: {type: b${levels}, f: 1}\n`;
}
