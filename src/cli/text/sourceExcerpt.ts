import type { PositionRange } from '../../core/spec/textRange.ts';
import { displayWidth } from './displayWidth.ts';
import type { Paint, Style } from './style.ts';

/** Characters that are shown of a longer line, most of them before the place in question. */
const LONGEST_EXCERPT = 140;
const SHOWN_BEFORE = 100;

export interface ExcerptMark {
  readonly range: PositionRange;
  /** Stands after the carets; '' for the main place. */
  readonly label: string;
  /** One character: `^` for the main place, `-` for a related one. */
  readonly sign: string;
  readonly paint: Paint;
}

/**
 * A line of the source with its number, and under it signs below exactly the marked characters. A range over
 * several lines is marked to the end of its first.
 */
export function sourceExcerpt(line: string, mark: ExcerptMark, gutter: number, style: Style): string[] {
  const { start, end } = mark.range;
  const endCharacter = end.line === start.line ? end.character : line.length;
  const window = excerptWindow(line, start.character);
  const before = line.slice(window.from, start.character);
  const marked = line.slice(start.character, Math.min(endCharacter, window.to));
  const after = line.slice(start.character + marked.length, window.to);
  const lead = window.from > 0 ? '…' : '';
  const shown = lead + expandTabs(before + marked + after) + (window.to < line.length ? '…' : '');
  const indent = ' '.repeat(displayWidth(lead + expandTabs(before)));
  const signs = mark.paint(mark.sign.repeat(Math.max(1, displayWidth(expandTabs(marked)))));
  const label = mark.label === '' ? '' : ` ${mark.paint(mark.label)}`;
  const number = String(start.line + 1).padStart(gutter);
  return [
    `${style.dim(`${number} |`)} ${shown}`.trimEnd(),
    `${style.dim(`${' '.repeat(gutter)} |`)} ${indent}${signs}${label}`,
  ];
}

function excerptWindow(line: string, start: number): { from: number; to: number } {
  if (line.length <= LONGEST_EXCERPT) return { from: 0, to: line.length };
  const from = Math.max(0, Math.min(start - SHOWN_BEFORE, line.length - LONGEST_EXCERPT));
  return { from, to: from + LONGEST_EXCERPT };
}

/** A tab takes two columns here, wherever it stands, so that the signs below it line up. */
function expandTabs(text: string): string {
  return text.replaceAll('\t', '  ');
}
