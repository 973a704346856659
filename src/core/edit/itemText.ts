import type { TextRange } from '../spec/textRange.ts';
import type { PlacedItem } from './placedItem.ts';

/** Where an item of a list in block style stands, with its dash. */
export interface BlockItem {
  readonly isFlow: false;
  readonly dash: number;
  /** Of the dash. */
  readonly column: number;
  /** The end of its last line, comments that stand deeper than the dash included; before the line's break. */
  readonly end: number;
  /** Where the line starts that a new item above it belongs on: above the comments that stand on top of it. */
  readonly top: number;
}

export interface FlowItem {
  readonly isFlow: true;
}

export type ItemText = BlockItem | FlowItem;

export function eolOf(text: string): string {
  if (text.includes('\r\n')) return '\r\n';
  return text.includes('\n') || !text.includes('\r') ? '\n' : '\r';
}

export function lineStart(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && text[at - 1] !== '\n' && text[at - 1] !== '\r') at--;
  return at;
}

/** Before the break. */
export function lineEnd(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}

/** Where the next line starts; the text's end where there is none. */
export function nextLine(text: string, offset: number): number {
  const end = lineEnd(text, offset);
  return text.startsWith('\r\n', end) ? end + 2 : Math.min(end + 1, text.length);
}

/** The starts of the lines behind that of `from`, up to `to`. */
export function linesWithin(text: string, from: number, to: number): number[] {
  const starts: number[] = [];
  for (let at = nextLine(text, from); at <= to && at < text.length; at = nextLine(text, at)) {
    starts.push(at);
    if (nextLine(text, at) === at) break;
  }
  return starts;
}

/** Null where an item is written so that lines cannot be put around it: not on a line of its own. */
export function itemText(text: string, { list, item }: PlacedItem): ItemText | null {
  if (text[list.start] === '[') return { isFlow: true };
  const dash = dashOf(text, item.range.start);
  if (dash === null) return null;
  const start = lineStart(text, dash);
  const column = dash - start;
  if (text.slice(start, dash).trim() !== '') return null;
  return {
    isFlow: false,
    dash,
    column,
    end: endOf(text, item.range, column),
    top: topOf(text, start, column),
  };
}

/** An anchor or a tag may stand between the dash and what follows, and a comment where that is on the next line. */
function dashOf(text: string, start: number): number | null {
  const before = text.slice(Math.max(0, start - 500), start);
  const found = /-(?:(?:[ \t]+#[^\r\n]*)?(?:\r\n|\n|\r)|[ \t])(?:[&!]\S+)?\s*$/.exec(before);
  return found === null ? null : start - before.length + found.index;
}

function endOf(text: string, { start, end: nodeEnd }: TextRange, column: number): number {
  let last = nodeEnd;
  while (last > start && /\s/.test(text[last - 1] ?? '')) last--;
  let end = lineEnd(text, last);
  for (const at of linesWithin(text, end, text.length)) {
    const line = text.slice(at, lineEnd(text, at));
    const indent = line.length - line.trimStart().length;
    if (!line.trimStart().startsWith('#') || indent <= column) break;
    end = at + line.length;
  }
  return end;
}

function topOf(text: string, start: number, column: number): number {
  let top = start;
  while (top > 0) {
    const above = lineStart(text, text.startsWith('\r\n', top - 2) ? top - 2 : top - 1);
    const line = text.slice(above, lineEnd(text, above));
    if (line.trimStart().charAt(0) !== '#' || line.length - line.trimStart().length !== column) break;
    top = above;
  }
  return top;
}

/** What takes an item out of its list: its lines, or what stands between two commas. */
export function removalOf(text: string, placed: PlacedItem): TextRange | null {
  const place = itemText(text, placed);
  if (place === null) return null;
  if (place.isFlow) return flowRemoval(text, placed.item.range);
  const start = lineStart(text, place.dash);
  const end = nextLine(text, place.end);
  if (end > place.end) {
    // Two blank lines that now meet become one.
    const isBlankAbove = start > 0 && /(?:^|\n|\r\n?)[ \t]*(?:\r\n|\n|\r)$/.test(text.slice(0, start));
    const below = text.slice(end, lineEnd(text, end));
    return {
      start,
      end: isBlankAbove && below.trim() === '' && end < text.length ? nextLine(text, end) : end,
    };
  }
  // The last line of a text that does not end with a break.
  return { start: start > 0 && text.startsWith('\r\n', start - 2) ? start - 2 : Math.max(0, start - 1), end };
}

/** Of something between commas in brackets: with the comma behind it, else the one before it. */
export function flowRemoval(text: string, { start, end }: TextRange): TextRange {
  const behind = /^\s*,[ \t]*/.exec(text.slice(end));
  if (behind !== null) return wholeLines(text, { start, end: end + behind[0].length });
  const before = /,\s*$/.exec(text.slice(0, start));
  return before === null ? { start, end } : { start: before.index, end };
}

/** With the blanks before it and its line's break, where nothing else stands on its lines. */
function wholeLines(text: string, { start, end }: TextRange): TextRange {
  const first = lineStart(text, start);
  const isAlone = text.slice(first, start).trim() === '' && lineEnd(text, end) === end;
  return isAlone ? { start: first, end: nextLine(text, end) } : { start, end };
}
