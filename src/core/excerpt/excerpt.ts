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
  const before = /^ *- +$/.exec(text.slice(lineStart, range.start))?.[0];
  if (before === undefined) return cut(text, range, 0);
  const indent = before.indexOf('-');
  const rest = /^[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|$)/.exec(text.slice(range.end))?.[0] ?? '';
  return cut(text, { start: lineStart + indent, end: range.end + rest.trimEnd().length }, indent);
}

function cut(text: string, { start, end }: TextRange, indent: number): Excerpt {
  const lines = text.slice(start, end).split(/\r?\n/);
  const shown = lines.map((line, at) =>
    at === 0 ? line : line.slice(Math.min(indent, line.search(/[^ ]|$/))),
  );
  return { range: { start, end }, indent, text: shown.join('\n') };
}

/** What is to stand in the excerpt's place, in the text's own line endings. */
export function asWritten(text: string, { indent }: Excerpt, shown: string): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  return shown
    .split(/\r?\n/)
    .map((line, at) => (at === 0 || line === '' ? line : ' '.repeat(indent) + line))
    .join(newline);
}
