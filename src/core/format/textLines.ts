import type { LineToken } from './lineColumns.ts';

/** A line without its break. */
export interface TextLine {
  readonly start: number;
  readonly end: number;
  /** Where its first character that is no blank stands; `end` for a blank line. */
  readonly content: number;
}

/** Lines that end with LF or CRLF; the last one is what stands behind the last break, even if that is nothing. */
export function splitLines(text: string): TextLine[] {
  const lines: TextLine[] = [];
  for (let start = 0; ; ) {
    const feed = text.indexOf('\n', start);
    const after = feed < 0 ? text.length : feed;
    const end = feed > start && text[feed - 1] === '\r' ? feed - 1 : after;
    let content = start;
    while (content < end && (text[content] === ' ' || text[content] === '\t')) content++;
    lines.push({ start, end, content });
    if (feed < 0) return lines;
    start = feed + 1;
  }
}

export function isBlank({ content, end }: TextLine): boolean {
  return content === end;
}

export function isComment({ content }: TextLine, text: string): boolean {
  return text[content] === '#';
}

/** The dashes that a line starts with, and what follows them, unless that is a comment or nothing. */
export function lineTokens({ start, content, end }: TextLine, text: string): LineToken[] {
  const tokens: LineToken[] = [];
  let at = content;
  while (text[at] === '-' && (at + 1 >= end || text[at + 1] === ' ' || text[at + 1] === '\t')) {
    tokens.push({ column: at - start, isDash: true });
    at++;
    while (at < end && (text[at] === ' ' || text[at] === '\t')) at++;
  }
  if (at < end && text[at] !== '#') tokens.push({ column: at - start, isDash: false });
  return tokens;
}
