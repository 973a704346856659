import type { TextEdit } from '../diagnostics/diagnostic.ts';
import { message } from '../diagnostics/message.ts';
import type { Refusable } from '../navigate/rename.ts';
import { accept, refuse } from './designEdit.ts';
import { eolOf, itemText } from './itemText.ts';
import type { WrittenItem } from './layerText.ts';
import type { PlacedItem } from './placedItem.ts';

/** A new item, and where in the edit's text it starts. */
export interface InsertedItem {
  readonly edit: TextEdit;
  readonly at: number;
}

/** Writes a layer above or below an item, in the style of the list. */
export function insertBeside(
  text: string,
  placed: PlacedItem,
  where: 'before' | 'after',
  written: WrittenItem,
): Refusable<InsertedItem> {
  const place = itemText(text, placed);
  if (place === null) return refuse(NOT_ON_LINES);
  if (place.isFlow) {
    const { start, end } = placed.item.range;
    return where === 'before'
      ? accept({ edit: { range: { start, end: start }, newText: `${written.flow}, ` }, at: 0 })
      : accept({ edit: { range: { start: end, end }, newText: `, ${written.flow}` }, at: 2 });
  }
  const eol = eolOf(text);
  const indent = ' '.repeat(place.column);
  const [first = '', ...rest] = written.lines;
  const below = rest.map((line) => (line === '' ? '' : `${indent}  ${line}`));
  const lines = [`${indent}- ${first}`, ...below].join(eol);
  const { top, end, column } = place;
  return where === 'before'
    ? accept({ edit: { range: { start: top, end: top }, newText: lines + eol }, at: column + 2 })
    : accept({ edit: { range: { start: end, end }, newText: eol + lines }, at: eol.length + column + 2 });
}

export const NOT_ON_LINES = message(
  'This layer does not stand on lines of its own, so it can be changed in the text only.',
);
