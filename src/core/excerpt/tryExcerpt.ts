import { type Analysis, analyze } from '../analyze.ts';
import { LineIndex, type TextRange } from '../spec/textRange.ts';
import { asWritten, type Excerpt } from './excerpt.ts';

/** The file with another text in an excerpt's place, which nobody has written yet. */
export interface Trial {
  readonly analysis: Analysis;
  /** Of the excerpt in the tried text. */
  readonly range: TextRange;
  /** From an offset in what is shown to one in the tried text. */
  readonly toWhole: (offset: number) => number;
  /** The other way; null for what lies outside of the excerpt. */
  readonly toShown: (offset: number) => number | null;
}

/** @param shown what the excerpt is to say instead, without the indentation. */
export function tryExcerpt(before: Analysis, excerpt: Excerpt, shown: string): Trial {
  const { text, options } = before;
  const { start, end } = excerpt.range;
  const written = asWritten(text, excerpt, shown);
  const analysis = analyze(text.slice(0, start) + written + text.slice(end), options, before);
  const range = { start, end: start + written.length };
  const shownLines = new LineIndex(shown);
  const first = analysis.lines.position(start);
  const lines = { written: written.split(/\r?\n/), shown: shown.split(/\r?\n/) };
  const left = (line: number): number =>
    line === 0 ? first.character : (lines.written[line]?.length ?? 0) - (lines.shown[line]?.length ?? 0);
  return {
    analysis,
    range,
    toWhole: (offset) => {
      const { line, character } = shownLines.position(offset);
      return analysis.lines.offset({ line: first.line + line, character: character + left(line) });
    },
    toShown: (offset) => {
      if (offset < range.start || offset > range.end) return null;
      const { line, character } = analysis.lines.position(offset);
      const inside = line - first.line;
      return shownLines.offset({ line: inside, character: Math.max(0, character - left(inside)) });
    },
  };
}
