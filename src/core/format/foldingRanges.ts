import type { Analysis } from '../analyze.ts';
import type { SpecNode } from '../spec/node.ts';
import type { LineIndex } from '../spec/textRange.ts';

/** Zero-based lines, both included. */
export interface FoldingRange {
  readonly startLine: number;
  readonly endLine: number;
  readonly kind: 'region' | 'comment';
}

/** What can be folded: sections, blocks, layers, their lists, whatever takes more than a line, and long comments. */
export function foldingRanges({ spec, lines, text }: Analysis): FoldingRange[] {
  const ends = new Map<number, number>();
  if (spec.root !== null) collect(spec.root, lines, ends);
  const regions = [...ends].map(
    ([startLine, endLine]): FoldingRange => ({ startLine, endLine, kind: 'region' }),
  );
  return [...regions, ...commentRanges(text)].sort((a, b) => a.startLine - b.startLine);
}

/** For each line the last one of what starts there; of several things that start together the longest. */
function collect(node: SpecNode, lines: LineIndex, ends: Map<number, number>): void {
  const fold = (start: number, end: number): void => {
    const [startLine, endLine] = [lines.position(start).line, lines.position(end).line];
    if (endLine > startLine) ends.set(startLine, Math.max(ends.get(startLine) ?? 0, endLine));
  };
  switch (node.type) {
    case 'scalar':
      return;
    case 'sequence':
      for (const item of node.items) {
        fold(item.start, item.end);
        collect(item, lines, ends);
      }
      return;
    case 'map':
      for (const { key, value } of node.pairs) {
        // An alias stands for a value that is written elsewhere.
        if (value.start >= key.end) fold(key.start, value.end);
        collect(value, lines, ends);
      }
  }
}

/** Comments of two lines and more that have their lines for themselves. */
function commentRanges(text: string): FoldingRange[] {
  const ranges: FoldingRange[] = [];
  let startLine = -1;
  const all = text.split(/\r\n|\r|\n/);
  for (let line = 0; line <= all.length; line++) {
    const isComment = /^\s*#/.test(all[line] ?? '');
    if (isComment && startLine < 0) startLine = line;
    if (isComment || startLine < 0) continue;
    if (line - startLine > 1) ranges.push({ startLine, endLine: line - 1, kind: 'comment' });
    startLine = -1;
  }
  return ranges;
}
