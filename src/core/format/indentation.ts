import type { TextEdit } from '../diagnostics/diagnostic.ts';
import type { TextRange } from '../spec/textRange.ts';
import { LineColumns, type PlacedToken } from './lineColumns.ts';
import { isBlank, isComment, lineTokens, type TextLine } from './textLines.ts';
import type { WrittenNodes } from './writtenNodes.ts';

const STEP = 2;

/** What a line belongs to that began on a line above it. */
export type Continuation = 'none' | 'scalar' | 'brackets';

/** For each line whether it goes on with a value of several lines. A kept piece moves as a whole, as a text does. */
export function continuations(
  { scalars, flows }: WrittenNodes,
  kept: readonly TextRange[],
  lineOf: (offset: number) => number,
  count: number,
): Continuation[] {
  const kinds = new Array<Continuation>(count).fill('none');
  const mark = (start: number, end: number, kind: Continuation): void => {
    for (let line = lineOf(start) + 1; line <= lineOf(end); line++) kinds[line] = kind;
  };
  for (const { start, end } of flows) mark(start, end, 'brackets');
  for (const { start, end } of [...scalars, ...kept]) mark(start, end, 'scalar');
  return kinds;
}

/** Two columns for every level; null where a line cannot be moved that far. */
export function indentEdits(
  lines: readonly TextLine[],
  kinds: readonly Continuation[],
  { flows }: WrittenNodes,
  text: string,
): TextEdit[] | null {
  const columns = new LineColumns();
  const following = nextContent(lines, kinds, text);
  const edits: TextEdit[] = [];
  let last: PlacedToken = { before: 0, after: 0 };
  for (const [i, line] of lines.entries()) {
    if (isBlank(line)) continue;
    let indent: number;
    if (kinds[i] === 'scalar') {
      // The lines of a text move with what it belongs to.
      indent = line.content - line.start + last.after - last.before;
      if (indent < 0) return null;
    } else if (kinds[i] === 'brackets') {
      indent = last.after + STEP * depthAt(line.content, flows);
    } else if (isComment(line, text)) {
      const next = lines[following[i] ?? -1];
      const ahead = next === undefined ? null : columns.ahead(lineTokens(next, text));
      indent = columns.placeComment(line.content - line.start, ahead);
    } else {
      const tokens = columns.place(lineTokens(line, text));
      last = tokens[tokens.length - 1] ?? last;
      indent = tokens[0]?.after ?? 0;
      edits.push(...dashEdits(tokens, line));
    }
    edits.push({ range: { start: line.start, end: line.content }, newText: ' '.repeat(indent) });
  }
  return edits.filter(({ range, newText }) => text.slice(range.start, range.end) !== newText);
}

/** One blank between a dash and what follows it. */
function dashEdits(tokens: readonly PlacedToken[], { start }: TextLine): TextEdit[] {
  return tokens.slice(1).map((token, i) => ({
    range: { start: start + (tokens[i]?.before ?? 0) + 1, end: start + token.before },
    newText: ' ',
  }));
}

/** In how many brackets a line starts; one that closes them stands where they were opened. */
function depthAt(offset: number, flows: WrittenNodes['flows']): number {
  return flows.filter(({ start, end }) => start < offset && offset < end - 1).length;
}

/** For each line the first below it that is neither blank, a comment, nor the rest of a value. */
function nextContent(lines: readonly TextLine[], kinds: readonly Continuation[], text: string): number[] {
  const next = new Array<number>(lines.length).fill(-1);
  let at = -1;
  for (let i = lines.length - 1; i >= 0; i--) {
    const line = lines[i];
    if (line === undefined) continue;
    next[i] = at;
    if (!isBlank(line) && kinds[i] === 'none' && !isComment(line, text)) at = i;
  }
  return next;
}
