import type { TextEdit } from '../diagnostics/diagnostic.ts';
import type { SpecMap, SpecPair } from '../spec/node.ts';
import { eolOf, flowRemoval, lineEnd, lineStart, nextLine } from './itemText.ts';
import type { PlacedItem } from './placedItem.ts';

export type BesideKey = 'name' | 'from' | 'when' | 'weights';

/** The mapping that an item is; null for a bare word. */
function mapOf({ list, index }: PlacedItem): SpecMap | null {
  const node = list.items[index];
  return node?.type === 'map' ? node : null;
}

/** The pair of a key that stands beside the kind. */
function besidePair(placed: PlacedItem, key: BesideKey): SpecPair | null {
  return mapOf(placed)?.pairs.find((pair) => pair.key.value === key) ?? null;
}

/** How the value of such a key is written; undefined where it is not there. */
export function besideText(text: string, placed: PlacedItem, key: BesideKey): string | undefined {
  const pair = besidePair(placed, key);
  return pair === null || pair.value.end <= pair.value.start
    ? undefined
    : text.slice(pair.value.start, pair.value.end);
}

/** Writes `key: value` beside the kind, in the place of what is there. */
export function setBeside(text: string, placed: PlacedItem, key: BesideKey, value: string): TextEdit {
  const present = besidePair(placed, key);
  if (present !== null) {
    const { start, end } = present.value;
    return { range: { start, end }, newText: text[start - 1] === ':' ? ` ${value}` : value };
  }
  const { range } = placed.item;
  const map = mapOf(placed);
  if (map !== null && text[map.start] === '{') {
    const close = map.end - 1;
    return { range: { start: close, end: close }, newText: `, ${key}: ${value}` };
  }
  if (text[placed.list.start] === '[') {
    const written = text.slice(range.start, range.end);
    return { range, newText: `{${map === null ? `${written}: {}` : written}, ${key}: ${value}}` };
  }
  const indent = ' '.repeat(range.start - lineStart(text, range.start));
  const newText = `${eolOf(text)}${indent}${key}: ${value}`;
  const end = lineEnd(text, range.end);
  if (map === null) {
    const rest = text.slice(range.end, end);
    return { range: { start: range.end, end }, newText: `: {}${rest}${newText}` };
  }
  return { range: { start: end, end }, newText };
}

/** Takes a key and its value away; a comment behind them stays. Null where the key is not there. */
export function removeBeside(text: string, placed: PlacedItem, key: BesideKey): TextEdit | null {
  const map = mapOf(placed);
  const at = map?.pairs.findIndex((pair) => pair.key.value === key) ?? -1;
  const pair = map?.pairs[at];
  if (map === null || pair === undefined) return null;
  const range = { start: pair.key.start, end: Math.max(pair.key.end, pair.value.end) };
  if (text[map.start] === '{') return { range: flowRemoval(text, range), newText: '' };
  const next = map.pairs[at + 1];
  // The first key stands on the line of the dash.
  if (at === 0)
    return next === undefined ? null : { range: { start: range.start, end: next.key.start }, newText: '' };
  const end = lineEnd(text, range.end);
  const comment = /^[ \t]*(?=#)/.exec(text.slice(range.end, end));
  if (comment !== null) {
    return { range: { start: range.start, end: range.end + comment[0].length }, newText: '' };
  }
  const start = lineStart(text, range.start);
  const after = nextLine(text, end);
  if (after > end) return { range: { start, end: after }, newText: '' };
  return { range: { start: start - (text.startsWith('\r\n', start - 2) ? 2 : 1), end }, newText: '' };
}
