import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Analysis, analyze } from '../../src/core/analyze.ts';
import type { Diagnostic, Fix } from '../../src/core/diagnostics/diagnostic.ts';
import { formatMessage } from '../../src/core/diagnostics/message.ts';
import { applyEdits, priceFix } from '../../src/core/diagnostics/priceFix.ts';
import { priceMessage } from '../../src/core/diagnostics/priceMessage.ts';
import { flatten } from '../../src/core/model/flatten.ts';
import type { Body, Model } from '../../src/core/model/model.ts';
import { evaluateSize } from '../../src/core/symbolic/evaluateSize.ts';
import type { Size } from '../../src/core/symbolic/symbolicSize.ts';
import { fuzzRuns, fuzzStep, fuzzTimeoutMs, isFuzzing } from '../support/fuzz.ts';
import { readSpecFixtures } from '../support/specFixture.ts';

const examples = path.join(import.meta.dirname, '../../examples');
const texts = [
  ...readSpecFixtures().map(({ text }) => text),
  ...readdirSync(examples)
    .filter((name) => name.endsWith('.resnet.yaml'))
    .map((name) => readFileSync(path.join(examples, name), 'utf8')),
];

/** Each match replaced on its own. */
function each(text: string, pattern: RegExp, change: (match: RegExpExecArray) => string): string[] {
  return [...text.matchAll(pattern)].map(
    (match) => text.slice(0, match.index) + change(match) + text.slice(match.index + match[0].length),
  );
}

/** Of each mistake at least: else the texts do not hold it. */
const FEWEST_CHECKED = fuzzRuns(20);

/** Ops of the largest net that is looked at. */
const LARGEST_CHECKED = isFuzzing() ? 5000 : 70;

/** Of many alike some in `npm test`. */
function some(text: string, pattern: RegExp, change: (match: RegExpExecArray) => string): string[] {
  return each(text, pattern, change).filter((_, at) => at % fuzzStep(10) === 0);
}

/** The mistakes that fixes are for, put into a text wherever it has room for one. */
const MISTAKES: Readonly<Record<string, (text: string) => string[]>> = {
  'as it is': (text) => [text],
  'identity shortcuts': (text) => [
    text.replace(/shortcut: \w+/g, 'shortcut: identity'),
    text.replace(/\nlayers:/, '\ndefaults: {shortcut: identity}\nlayers:'),
    ...each(text, /\{block: (\w+), /g, ([, block]) => `{block: ${block ?? ''}, shortcut: identity, `),
  ],
  'other numbers': (text) => each(text, /\b\d+\b/g, () => '2').filter((_, at) => at % fuzzStep(3) === 0),
  'letters left out': (text) =>
    each(text, /[A-Za-z_]{4,}/g, ([word]) => word.slice(0, 1) + word.slice(2)).filter(
      (_, at) => at % fuzzStep(12) === 0,
    ),
  'letters swapped': (text) =>
    each(text, /[A-Za-z_]{4,}/g, ([word]) => word.slice(0, -2) + word.slice(-1) + word.slice(-2, -1)).filter(
      (_, at) => at % fuzzStep(12) === fuzzStep(12) >> 1,
    ),
  'blocks as kinds': (text) => each(text, /stage: \{block: (\w+), /g, ([, block]) => `${block ?? ''}: {`),
  'expressions in quotes': (text) => each(text, /\$(?:\w+|\([^)]*\))/g, ([expression]) => `"${expression}"`),
  'expressions without parentheses': (text) =>
    each(text, /\$\(([^)]*)\)/g, ([, inside]) => `$${inside ?? ''}`),
  'colons left out': (text) => some(text, /^( *(?:- )?\w+):/gm, ([, key]) => key ?? ''),
  'keys misspelled above the right ones': (text) =>
    some(
      text,
      /^( *)(\w{4,}):.*$/gm,
      ([line, indent, key]) => `${indent ?? ''}${key?.slice(0, -1) ?? ''}:\n${line}`,
    ),
};

/** Mistakes that hardly any fix is for: what would be offered would be wrong. */
const UNMENDED: Readonly<Record<string, (text: string) => string[]>> = {
  'keys begun a second time': (text) =>
    some(text, /^( *)(\w+):.*$/gm, ([line, indent, key]) => `${indent ?? ''}${key ?? ''}\n${line}`),
  'keys begun again below': (text) =>
    some(text, /^( *)(\w+):.*$/gm, ([line, indent, key]) => `${line}\n${indent ?? ''}${key ?? ''}`),
  'lines one column off': (text) => some(text, /^ *(?=\w)/gm, ([indent]) => ` ${indent}`),
};

/** Every value that the model learns and every multiply-add, op by op. */
function figuresOf(model: Model): { readonly trainable: number; readonly macs: number } {
  const { ops } = flatten(model);
  // Of an op that shares its weights the flat list counts the multiply-adds alone.
  return {
    trainable: ops.reduce((sum, { cost }) => sum + numberOf(cost.trainable), 0),
    macs: ops.reduce((sum, { cost }) => sum + numberOf(cost.macs), 0),
  };
}

/** Where figures depend on symbols, with these for them: a change then has to be right for them, too. */
const SYMBOLS = new Map([
  ['H', 97],
  ['W', 61],
  ['C', 12],
  ['H2', 95],
  ['n', 31],
]);

function numberOf(size: Size): number {
  return evaluateSize(size, SYMBOLS);
}

/** Where the diagnostic's place is after the fix. */
function startAfter({ range }: Diagnostic, { edits }: Fix): number {
  const before = edits.filter((edit) => edit.range.end <= range.start && edit.range.start < range.start);
  return before.reduce(
    (start, { range: { start: from, end }, newText }) => start + newText.length - (end - from),
    range.start,
  );
}

/** What the message says that a fix adds: `shortcut: B` (+576 parameters). */
function statedParameters(diagnostic: Diagnostic, fix: Fix): number | null {
  const option = /`shortcut: \w`/.exec(formatMessage(fix.title))?.[0];
  if (option === undefined) return null;
  const said = formatMessage(diagnostic.message).split(`${option} (`)[1] ?? '';
  if (said.startsWith('no parameters)')) return 0;
  const [, sign, digits] = /^([+−])([\d,]+) parameters\)/.exec(said) ?? [];
  return digits === undefined ? null : Number(digits.replaceAll(',', '')) * (sign === '−' ? -1 : 1);
}

/** True where what the fix writes stands there twice then, or beside the one that it would stand for. */
function writtenTwice({ diagnostics }: Analysis, { title }: Fix): boolean {
  const word = /`(\w+):?`[^`]*$/.exec(formatMessage(title))?.[1] ?? '';
  return diagnostics.some(({ message }) => {
    const said = formatMessage(message);
    return (
      said.startsWith(`\`${word}\` is written twice`) ||
      (word.startsWith('input') && said.includes('either `input` or `inputs`'))
    );
  });
}

/** Whether another mistake leaves a shape unknown. */
function hasUnknown({ nodes }: Body): boolean {
  return nodes.some((node) => (node.type === 'op' ? node.output === null : hasUnknown(node.body)));
}

function checkFixes(text: string): number {
  const analysis = analyze(text);
  const { model } = analysis;
  if (model !== null && model.body.opCount > LARGEST_CHECKED) return 0;
  let checked = 0;
  for (const diagnostic of analysis.diagnostics) {
    for (const fix of diagnostic.fixes) {
      checked++;
      const what = `${formatMessage(diagnostic.message)} ${formatMessage(fix.title)} in\n${text}`;
      const mended = analyze(applyEdits(text, fix.edits));
      const start = startAfter(diagnostic, fix);
      const again = mended.diagnostics.filter(
        (other) => other.code === diagnostic.code && other.range.start === start,
      );
      expect(again, what).toEqual([]);
      expect(writtenTwice(mended, fix), what).toBe(false);
      if (model === null || mended.model === null) continue;
      const [before, after] = [figuresOf(model), figuresOf(mended.model)];
      const real = { trainable: after.trainable - before.trainable, macs: after.macs - before.macs };
      const price = priceFix(analysis, fix);
      const priced = price && { trainable: numberOf(price.trainable), macs: numberOf(price.macs) };
      if (priced === null) expect(hasUnknown(mended.model.body), what).toBe(true);
      else expect(priced, what).toEqual(real);
      const stated = statedParameters(diagnostic, fix);
      if (stated !== null) expect(stated, what).toBe(real.trainable);
    }
  }
  return checked;
}

describe('the price of a fix', () => {
  const priceOf = (lines: string[]): string | null => {
    const analysis = analyze(['input: [8, 8, 4]', 'layers:', ...lines, ''].join('\n'));
    const [diagnostic] = analysis.diagnostics.filter(({ fixes }) => fixes.length > 0);
    const [fix] = diagnostic?.fixes ?? [];
    if (diagnostic === undefined || fix === undefined) throw new Error('no fix');
    const price = priceFix(analysis, fix);
    const said = price === null ? null : priceMessage(price, diagnostic.code);
    return said === null ? null : formatMessage(said);
  };

  it('is not told where another mistake hides it', () => {
    expect(priceOf(['  - cnov: 16'])).toBe('(+592 parameters, +36,864 multiply-adds)');
    expect(priceOf(['  - conv: {filters: many}', '  - cnov: 16'])).toBeNull();
  });

  it('is not told where there is nothing to choose', () => {
    expect(priceOf(['  - conv: 4', '  - activation: rleu'])).toBeNull();
    expect(priceOf(['  - residual: {branch: [{conv: 8}], shortcut: identity}'])).toBe(
      '(no parameters, no multiply-adds)',
    );
  });
});

describe('each fix that is offered mends its mistake, for what is said of its price', () => {
  const checkAll = (mistakes: (text: string) => string[]): number =>
    texts.flatMap(mistakes).reduce((checked, mistaken) => checked + checkFixes(mistaken), 0);

  it.each(Object.entries(MISTAKES))(
    '%s',
    (_name, mistakes) => {
      expect(checkAll(mistakes)).toBeGreaterThan(FEWEST_CHECKED);
    },
    fuzzTimeoutMs(60_000),
  );

  it.each(Object.entries(UNMENDED))(
    'if any: %s',
    (_name, mistakes) => {
      expect(texts.flatMap(mistakes).length).toBeGreaterThan(100);
      checkAll(mistakes);
    },
    fuzzTimeoutMs(60_000),
  );
});
