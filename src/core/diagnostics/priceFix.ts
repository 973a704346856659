import { type Analysis, analyze } from '../analyze.ts';
import type { Body } from '../model/model.ts';
import { addSizes, type Size, timesInteger } from '../symbolic/symbolicSize.ts';
import type { Fix, TextEdit } from './diagnostic.ts';

/** How a fix changes the model: trainable values, and multiply-adds for one example. */
export interface FixPrice {
  readonly trainable: Size;
  readonly macs: Size;
}

/**
 * The change that a fix makes to the whole model, found by analysing the mended text; null without a model, or where
 * another mistake hides what some of it costs.
 */
export function priceFix(analysis: Analysis, fix: Fix): FixPrice | null {
  const before = analysis.model;
  const after = analyze(applyEdits(analysis.text, fix.edits), analysis.options).model;
  if (before === null || after === null || !isKnown(after.body, new Set())) return null;
  return {
    trainable: difference(after.body.cost.trainable, before.body.cost.trainable),
    macs: difference(after.body.cost.macs, before.body.cost.macs),
  };
}

function isKnown(body: Body, seen: Set<Body>): boolean {
  if (seen.has(body)) return true;
  seen.add(body);
  return body.nodes.every((node) => (node.type === 'op' ? node.output !== null : isKnown(node.body, seen)));
}

function difference(after: Size, before: Size): Size {
  return addSizes(after, timesInteger(before, -1));
}

/** Applies edits that do not overlap, last one first. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { range, newText } of [...edits].sort((a, b) => a.range.start - b.range.start)) {
    parts.push(text.slice(at, range.start), newText);
    at = range.end;
  }
  return [...parts, text.slice(at)].join('');
}
