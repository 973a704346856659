import type { TextRange } from '../spec/textRange.ts';
import type { DrawingNode } from './drawing.ts';
import type { Problem } from './drawModel.ts';

/** Each problem at the boxes whose text most narrowly holds it; what already says something keeps that. */
export function markProblems(
  nodes: readonly DrawingNode[],
  problems: readonly Problem[],
): readonly DrawingNode[] {
  const marks = new Map<string, string>();
  for (const problem of problems) {
    const held = nodes.flatMap((node) => {
      const width = narrowest(node.ranges, problem.range);
      return width === null ? [] : [{ node, width }];
    });
    const least = Math.min(...held.map(({ width }) => width));
    for (const { node, width } of held) {
      if (width === least && !marks.has(node.id)) marks.set(node.id, problem.text);
    }
  }
  return nodes.map((node) => {
    const text = marks.get(node.id);
    return text === undefined || node.problem !== '' ? node : { ...node, problem: text };
  });
}

function narrowest(ranges: readonly TextRange[], inner: TextRange): number | null {
  const widths = ranges
    .filter((range) => range.start <= inner.start && inner.end <= range.end)
    .map((range) => range.end - range.start);
  return widths.length === 0 ? null : Math.min(...widths);
}
