import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Analysis, analyze } from '../../../src/core/analyze.ts';
import type { Body, ModelNode, ValueRef } from '../../../src/core/model/model.ts';
import { nameIndex } from '../../../src/core/navigate/nameIndex.ts';
import type { NameOccurrence } from '../../../src/core/navigate/nameSymbol.ts';
import { fuzzRuns } from '../../support/fuzz.ts';

/**
 * Where a name leads is decided twice: when the model is built, and from the text alone for the editor. Here the two
 * meet, on specs whose lists use the same few names over and over.
 */
const POOL = ['a', 'b', 'c', 'branch', 'input'];

type Lines = readonly string[];

const name = fc.constantFrom('a', 'b', 'c');
const reference = fc
  .tuple(fc.constantFrom(...POOL), fc.array(fc.constantFrom('a', 'b', 'c', 'branch', '1'), { maxLength: 3 }))
  .map(([first, rest]) => [first, ...rest].join('.'));

function indent(lines: Lines, by: number): string[] {
  return lines.map((line) => ' '.repeat(by) + line);
}

function list(depth: number): fc.Arbitrary<Lines> {
  return fc
    .tuple(
      fc.uniqueArray(fc.tuple(name, item(depth)), {
        selector: ([given]) => given,
        minLength: 1,
        maxLength: 3,
      }),
      fc.array(fc.tuple(reference, reference), { minLength: 1, maxLength: 2 }),
    )
    .map(([items, adds]) => [
      ...items.flatMap(([given, lines]) => [...lines, `  name: ${given}`]),
      ...adds.map((pair) => `- add: [${pair.join(', ')}]`),
    ]);
}

function item(depth: number): fc.Arbitrary<Lines> {
  const simple = fc.constantFrom<Lines>(
    ['- conv: {filters: 4}'],
    ['- block: {type: inner}'],
    ['- stage: {block: inner, repeat: 2}'],
  );
  if (depth === 0) return simple;
  const residual = list(depth - 1).map((lines) => [
    '- residual:',
    '    branch:',
    ...indent(lines, 6),
    '    shortcut: identity',
  ]);
  const parallel = fc
    .tuple(list(depth - 1), list(depth - 1))
    .map(([left, right]) => [
      '- parallel:',
      '    merge: mean',
      '    branches:',
      '      a:',
      ...indent(left, 8),
      '      b:',
      ...indent(right, 8),
    ]);
  return fc.oneof(simple, residual, parallel);
}

const spec = fc.tuple(list(2), list(0)).map(([layers, block]) =>
  [
    'input: [8, 8, 4]',
    'blocks:',
    '  leaf: {layers: [conv: 4]}',
    '  inner:',
    '    layers:',
    ...indent(
      block.map((line) => line.replaceAll('inner', 'leaf')),
      6,
    ),
    'layers:',
    ...indent(layers, 2),
    '',
  ].join('\n'),
);

/** The node that a value comes from, in whichever body it lies. */
function nodeOf(body: Body, ref: ValueRef): ModelNode | null {
  if (ref.kind === 'input') return null;
  let at: ModelNode | undefined = body.nodes[ref.path[0]];
  for (const step of ref.path.slice(1)) at = at?.type === 'call' ? at.body.nodes[step] : undefined;
  return at ?? null;
}

/** Each name in an `add` of the file’s own layers, with what the index says of its last part. */
function written({ text }: Analysis, occurrences: readonly NameOccurrence[]) {
  const from = text.indexOf('\nlayers:');
  return [...text.slice(from).matchAll(/(?<=- add: \[.*)[\w.]+(?=[,\]])/g)].map((match) => {
    const start = from + match.index;
    const end = start + match[0].length;
    return { start, end, found: occurrences.find(({ range }) => range.start >= start && range.end === end) };
  });
}

it('leads to what the model was built from', () => {
  let [resolved, unknown] = [0, 0];
  fc.assert(
    fc.property(spec, (text) => {
      const analysis = analyze(text);
      const codes = analysis.diagnostics.map(({ code }) => code);
      const names = written(analysis, nameIndex(analysis).occurrences);
      for (const { start, end, found } of names) {
        const here = analysis.diagnostics.filter(({ range }) => range.start === start && range.end === end);
        // What leads in a circle is not looked up to its end.
        if (here.some(({ code }) => code === 'reference.cycle')) continue;
        const isUnknown = here.some(({ code }) => code === 'reference.unknown-name');
        expect(found === undefined, text.slice(start, end)).toBe(isUnknown);
        if (isUnknown) unknown++;
      }
      // Of a circle the model keeps what it could.
      if (codes.includes('reference.cycle') || analysis.model === null) return;
      const { body } = analysis.model;
      for (const node of body.nodes) {
        if (node.item.kind !== 'add' || node.item.value?.type !== 'sequence') continue;
        node.item.value.items.forEach((producer, i) => {
          const symbol = names.find(({ start }) => start === producer.start)?.found?.symbol;
          const ref = node.inputs[i];
          if (symbol?.kind !== 'layer' || ref === undefined) return;
          const made = nodeOf(body, ref)?.item;
          expect((made?.name ?? made?.kindRange)?.start).toBe(symbol.nameRange.start);
          resolved++;
        });
      }
    }),
    { numRuns: fuzzRuns(500) },
  );
  expect(resolved).toBeGreaterThan(fuzzRuns(30));
  expect(unknown).toBeGreaterThan(fuzzRuns(50));
}, 60_000);
