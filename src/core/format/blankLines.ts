import type { TextEdit } from '../diagnostics/diagnostic.ts';
import type { SpecNode } from '../spec/node.ts';
import type { Continuation } from './indentation.ts';
import { isBlank, isComment, type TextLine } from './textLines.ts';

/** Sections that stand apart from what is above them where they take more than a line. */
const LARGE_SECTIONS = new Set(['defaults', 'blocks', 'layers', 'train']);

/** At most one blank line in a row, none at the ends, one before a large section, and a break at the end. */
export function blankLineEdits(
  root: SpecNode,
  lines: readonly TextLine[],
  kinds: readonly Continuation[],
  text: string,
): TextEdit[] {
  const edits: TextEdit[] = [];
  const isFree = (i: number): boolean => {
    const line = lines[i];
    return line !== undefined && isBlank(line) && kinds[i] !== 'scalar';
  };
  let lastContent = -1;
  lines.forEach((line, i) => {
    if (!isFree(i)) {
      lastContent = i;
      if (kinds[i] !== 'scalar') edits.push(...trailingBlanks(line, text));
      return;
    }
    const next = lines[i + 1];
    const isKept = lastContent === i - 1 && lastContent >= 0;
    if (next !== undefined && !isKept)
      edits.push({ range: { start: line.start, end: next.start }, newText: '' });
    else if (line.content > line.start)
      edits.push({ range: { start: line.start, end: line.end }, newText: '' });
  });
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  for (const at of sectionStarts(root, lines, kinds, text))
    edits.push({ range: { start: at, end: at }, newText: eol });
  return [...edits, ...endEdits(lines, lastContent, eol)];
}

function trailingBlanks({ end, content }: TextLine, text: string): TextEdit[] {
  let start = end;
  while (start > content && (text[start - 1] === ' ' || text[start - 1] === '\t')) start--;
  return start === end ? [] : [{ range: { start, end }, newText: '' }];
}

/** A break behind the last line, and no blank line behind it. */
function endEdits(lines: readonly TextLine[], lastContent: number, eol: string): TextEdit[] {
  const last = lines[lastContent];
  const end = lines[lines.length - 1]?.end ?? 0;
  if (last === undefined) return [];
  if (lastContent === lines.length - 1) {
    // An empty line is no free one where a text that keeps its breaks stands at the end.
    return last.start === last.end ? [] : [{ range: { start: end, end }, newText: eol }];
  }
  const kept = lines[lastContent + 1];
  if (kept === undefined || lastContent + 1 === lines.length - 1) return [];
  // The first blank line was kept as the only one of its row.
  const after = lines[lastContent + 2];
  return after === undefined ? [] : [{ range: { start: kept.end, end: after.start }, newText: '' }];
}

/** Where blank lines are missing: above the comments that stand right on top of a section. */
function sectionStarts(
  root: SpecNode,
  lines: readonly TextLine[],
  kinds: readonly Continuation[],
  text: string,
): number[] {
  if (root.type !== 'map') return [];
  const lineAt = new Map(lines.map((line, i) => [line.content, i]));
  return root.pairs.flatMap(({ key, value }) => {
    const keyLine = lineAt.get(key.start);
    if (keyLine === undefined || !LARGE_SECTIONS.has(String(key.value))) return [];
    if (!/[\r\n]/.test(text.slice(key.end, value.end))) return [];
    let top = keyLine;
    for (
      let line = lines[top - 1];
      line !== undefined && isComment(line, text) && kinds[top - 1] === 'none';
    ) {
      top--;
      line = lines[top - 1];
    }
    const above = lines[top - 1];
    return above === undefined || isBlank(above) ? [] : [lines[top]?.start ?? 0];
  });
}
