import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Analysis, analyze } from '../../../src/core/analyze.ts';
import { applyEdits } from '../../../src/core/diagnostics/priceFix.ts';
import { drawnItem } from '../../../src/core/edit/drawnItem.ts';
import { previewDesignEdit } from '../../../src/core/edit/previewDesignEdit.ts';
import { formatSpec } from '../../../src/core/format/formatSpec.ts';
import type { FlatOp } from '../../../src/core/model/flatten.ts';
import {
  type MadeEdit,
  make,
  netOf,
  nodesToEdit,
  SOME_EDITS,
  textFaults,
} from '../../support/designFaults.ts';
import { exampleNames, exampleText } from '../../support/exampleSpecs.ts';
import { fuzzRuns, fuzzStep, fuzzTimeoutMs } from '../../support/fuzz.ts';
import { randomSpec } from '../../support/randomSpec.ts';

/** The ops that an item gave, wherever its block is used. */
function opsOf(analysis: Analysis, id: string): ReadonlySet<number> {
  const { model } = analysis;
  const item = model === null ? null : drawnItem(model, id)?.item;
  return (item?.source === 'file' ? opsByItem(analysis).get(item.range.start) : null) ?? new Set();
}

const known = new WeakMap<Analysis, Map<number, Set<number>>>();

/** The ops of every item of the file, by where it starts. */
function opsByItem(analysis: Analysis): Map<number, Set<number>> {
  const { model } = analysis;
  const found = known.get(analysis) ?? new Map<number, Set<number>>();
  if (model === null || known.has(analysis)) return found;
  known.set(analysis, found);
  const starts = new Map<string, number | null>();
  for (const { path, index } of netOf(model).ops) {
    const parts = path.split('.');
    for (let length = 1; length <= parts.length; length++) {
      const id = parts.slice(0, length).join('.');
      if (!starts.has(id)) {
        const item = drawnItem(model, id)?.item;
        starts.set(id, item?.source === 'file' ? item.range.start : null);
      }
      const start = starts.get(id) ?? null;
      if (start !== null) found.set(start, (found.get(start) ?? new Set()).add(index));
    }
  }
  return found;
}

/** What an op computes, whatever it and its producers are called and wherever they stand. */
function meaning(op: FlatOp, of: (index: number) => unknown): unknown {
  return [op.node.op, op.inputs.map(of)];
}

/** Each op's meaning, with those in `gone` passed through to what they took; equal ops count as one number. */
function meanings(analysis: Analysis, gone: ReadonlySet<number>): string[] {
  const { ops, outputs } = netOf(analysis.model);
  const numbers = new Map<string, number>();
  const known: string[] = [];
  const of = (index: number): string => (index < 0 ? `input ${-1 - index}` : (known[index] ?? '?'));
  for (const op of ops) {
    if (gone.has(op.index)) {
      known.push(of(op.inputs[0] ?? -1));
      continue;
    }
    const text = JSON.stringify(meaning(op, of));
    if (!numbers.has(text)) numbers.set(text, numbers.size);
    known.push(String(numbers.get(text)));
  }
  const left = ops.filter(({ index }) => !gone.has(index));
  return [
    ...left.map(({ index }) => of(index)),
    ...new Set(outputs.map((at) => `→ ${of(at)}`)),
    ...numbers.keys(),
  ];
}

function keepsShape(analysis: Analysis, own: ReadonlySet<number>): boolean {
  const ops = netOf(analysis.model).ops.filter(({ index }) => own.has(index));
  return ops.every(({ node }) => node.inputShapes.every((shape) => String(shape) === String(node.output)));
}

function checkMeaning(made: MadeEdit): void {
  const { edit, before, after, ids } = made;
  const what = `${JSON.stringify(edit)} at ${ids.join()} of\n${before.text}\ngave\n${after.text}`;
  const preview = previewDesignEdit(before, ids, edit);
  const isSound = preview.ok && preview.value.error === null;
  expect(textFaults(made, isSound), what).toEqual([]);
  if (!preview.ok || preview.value.error !== null || before.model === null || after.model === null) return;
  const sizes = (): [number, number] => [netOf(before.model).ops.length, netOf(after.model).ops.length];
  switch (edit.type) {
    case 'duplicate': {
      // Behind a layer that changes the shape its copy may need no projection any more.
      const [old, now] = sizes();
      const own = opsOf(before, ids[0] ?? '');
      if (keepsShape(before, own)) expect(now - old, what).toBe(own.size);
      return;
    }
    case 'extract':
      expect(meanings(after, new Set()), what).toEqual(meanings(before, new Set()));
      expect([after.model.body.cost, after.model.body.opCount], what).toEqual([
        before.model.body.cost,
        before.model.body.opCount,
      ]);
      return;
    case 'copyBlock':
      expect(meanings(after, new Set()), what).toEqual(meanings(before, new Set()));
      return;
    case 'wrap': {
      const [old, now] = sizes();
      expect(now, what).toBeGreaterThan(old);
      return;
    }
    default:
  }
}

/** Without a layer that keeps the shape of what it takes, the others are what they were. */
function checkDeleted({ before, after, ids, edit }: MadeEdit): boolean {
  if (edit.type !== 'delete') return false;
  const gone = opsOf(before, ids[0] ?? '');
  const own = netOf(before.model).ops.filter(({ index }) => gone.has(index));
  const isPlain = own.every(
    ({ node: { inputShapes, output, group } }) =>
      inputShapes.length === 1 && group === null && String(inputShapes[0]) === String(output),
  );
  const preview = previewDesignEdit(before, ids, edit);
  if (!isPlain || !preview.ok || preview.value.error !== null) return false;
  expect(meanings(after, new Set()), `delete ${ids.join()} of\n${before.text}\ngave\n${after.text}`).toEqual(
    meanings(before, gone),
  );
  return true;
}

function checkAll(written: string, options: { readonly every: number }): { made: number; deleted: number } {
  // In the product's form, which the edits then keep.
  const before = analyze(applyEdits(written, formatSpec(analyze(written))));
  let made = 0;
  let deleted = 0;
  const ids = nodesToEdit(before);
  let turn = 0;
  for (const id of ids) {
    for (const edit of SOME_EDITS) {
      if (turn++ % options.every !== 0) continue;
      const result = make(before, [id], edit);
      if (result === null) continue;
      made++;
      checkMeaning(result);
      if (checkDeleted(result)) deleted++;
    }
  }
  return { made, deleted };
}

describe('every edit at every layer of the examples', () => {
  it.each(exampleNames())(
    '%s',
    (name) => {
      expect(checkAll(exampleText(name), { every: fuzzStep(37) }).made).toBeGreaterThan(0);
    },
    fuzzTimeoutMs(60_000),
  );
});

describe('edits of random specs', () => {
  it(
    'keep the text sound and mean what they say',
    () => {
      const every = fuzzStep(5);
      let deleted = 0;
      fc.assert(
        fc.property(randomSpec, (text) => {
          deleted += checkAll(text, { every }).deleted;
        }),
        { numRuns: fuzzRuns(4, 2000) },
      );
      // The inner loop tries too few to be sure of one.
      if (every <= 5) expect(deleted).toBeGreaterThan(0);
    },
    fuzzTimeoutMs(120_000),
  );
});
