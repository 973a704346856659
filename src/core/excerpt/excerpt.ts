import type { TextRange } from '../spec/textRange.ts';

/** A part of a text: whole lines from where it starts, shown without the columns before it. */
export interface Excerpt {
  readonly range: TextRange;
  /** How many columns are left out before each line but the first. */
  readonly indent: number;
  readonly text: string;
}

/**
 * The layer at `range` with the dash before it and the comment behind it. A layer within brackets is only what it
 * is, since its line holds others as well.
 */
export function excerptOf(text: string, range: TextRange): Excerpt {
  const lineStart = text.lastIndexOf('\n', range.start - 1) + 1;
  const before = text.slice(lineStart, range.start);
  // An anchor or a tag may stand behind the dash, or the dash on a line before.
  const isBehindDash = /^ *- +(?:[&!]\S+ +)*$/.test(before);
  if (!isBehindDash && before.trim() !== '') return cut(text, range, 0);
  const indent = isBehindDash ? before.indexOf('-') : before.length;
  const rest = /^[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|$)/.exec(text.slice(range.end))?.[0] ?? '';
  return cut(text, { start: lineStart + indent, end: range.end + rest.trimEnd().length }, indent);
}

/** Whether the text is the one that it was cut from, as far as it goes: versions alone begin anew with a reopened file. */
export function isExcerptOf(text: string, { range, indent, text: shown }: Excerpt): boolean {
  return range.end <= text.length && cut(text, range, indent).text === shown;
}

function cut(text: string, { start, end }: TextRange, indent: number): Excerpt {
  const lines = text.slice(start, end).split(/\r?\n/);
  return { range: { start, end }, indent, text: shownLines(lines, indent).join('\n') };
}

function shownLines(lines: readonly string[], indent: number): string[] {
  return lines.map((line, at) => (at === 0 ? line : line.slice(Math.min(indent, line.search(/[^ ]|$/)))));
}

/**
 * What is to stand in the excerpt's place, in the text's own line endings. Lines at its start and at its end that are
 * shown as they were stay as they are written, blanks and all.
 */
export function asWritten(text: string, { range, indent }: Excerpt, shown: string): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const old = text.slice(range.start, range.end).split(/(?<=\n)/);
  const oldShown = shownLines(
    old.map((line) => line.replace(/\r?\n$/, '')),
    indent,
  );
  const lines = shown.split(/\r?\n/);
  const most = Math.min(lines.length, old.length);
  let head = 0;
  while (head < most && lines[head] === oldShown[head]) head++;
  if (head === lines.length && head === old.length) return old.join('');
  let tail = 0;
  while (tail < most - head && lines[lines.length - 1 - tail] === oldShown[old.length - 1 - tail]) tail++;
  const middle = lines
    .slice(head, lines.length - tail)
    .map((line, at) => (head + at === 0 || line === '' ? line : ' '.repeat(indent) + line))
    .map((line, at) => (head + at === lines.length - 1 ? line : line + newline));
  // What was the last line before has no break.
  const kept = old.slice(0, head).map((line) => (line.endsWith('\n') ? line : line + newline));
  const end = tail === 0 ? [] : old.slice(old.length - tail);
  const all = [...kept, ...middle, ...end].join('');
  return tail === 0 && head === lines.length ? all.replace(/\r?\n$/, '') : all;
}
