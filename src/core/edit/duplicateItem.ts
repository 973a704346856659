import type { Analysis } from '../analyze.ts';
import { message } from '../diagnostics/message.ts';
import { applyEdits } from '../diagnostics/priceFix.ts';
import type { Refusable } from '../navigate/rename.ts';
import { removeBeside } from './besideKey.ts';
import { refuse } from './designEdit.ts';
import type { DraftPlan } from './draftPlan.ts';
import { takesProducers } from './followed.ts';
import { insertAfter } from './insertLayer.ts';
import { itemText, lineStart } from './itemText.ts';
import { freshName } from './keepReferences.ts';
import type { BesideKeys, WrittenItem } from './layerText.ts';
import type { PlacedItem } from './placedItem.ts';

/** A copy of the item that follows it, under a name of its own. */
export function duplicateItem(analysis: Analysis, placed: PlacedItem): Refusable<DraftPlan> {
  if (takesProducers(placed) || placed.item.from?.type === 'sequence')
    return refuse(message('It takes several layers, so that a copy could not follow it alone.'));
  const { name, kind } = placed.item;
  const base = name === null ? `${kind}_copy` : String(name.value);
  const write = (keys: BesideKeys): WrittenItem => copyOf(analysis.text, placed, keys);
  return insertAfter(analysis, placed, base, write, name === null ? null : freshName(analysis, base));
}

/** The item's text with another name and without what it says it follows, its lines moved to column 0. */
function copyOf(text: string, placed: PlacedItem, { name }: BesideKeys): WrittenItem {
  const { range, name: old } = placed.item;
  const renamed =
    old === null || name === undefined ? null : { range: { start: old.start, end: old.end }, newText: name };
  const edits = [renamed, removeBeside(text, placed, 'from')]
    .filter((edit) => edit !== null)
    .map(({ range: { start, end }, newText }) => ({
      range: { start: start - range.start, end: Math.min(end, range.end) - range.start },
      newText,
    }));
  const copied = applyEdits(text.slice(range.start, range.end), edits).trimEnd();
  const isFlow = itemText(text, placed)?.isFlow !== false;
  const column = isFlow ? 0 : range.start - lineStart(text, range.start);
  const lines = copied.split(/\r\n|\n|\r/).map((line, at) => (at === 0 ? line : outdent(line, column)));
  if (old !== null || name === undefined) return { lines, flow: copied };
  if (copied.startsWith('{')) {
    const flow = `${copied.slice(0, -1).trimEnd()}, name: ${name}}`;
    return { lines: [flow], flow };
  }
  const [first = ''] = lines;
  const isBare = lines.length === 1 && !first.includes(':');
  const kind = isBare ? `${first}: {}` : copied;
  return { lines: [...(isBare ? [kind] : lines), `name: ${name}`], flow: `{${kind}, name: ${name}}` };
}

function outdent(line: string, by: number): string {
  return line.slice(Math.min(by, line.length - line.trimStart().length));
}
