import type { TextRange } from '../spec/textRange.ts';
import type { DrawingNode } from './drawing.ts';
import type { Problem } from './packedDrawing.ts';

type Ranges = readonly TextRange[];

/** Each problem at the boxes whose text most narrowly holds it; what already says something keeps that. */
export function markProblems(
  nodes: readonly DrawingNode[],
  problems: readonly Problem[],
): readonly DrawingNode[] {
  if (problems.length === 0) return nodes;
  // All nodes of a block that is not written in the text have one and the same place.
  const places = [...new Set(nodes.map(({ ranges }) => ranges))];
  const marks = new Map<Ranges, string>();
  for (const problem of problems) {
    const held = places.flatMap((ranges) => {
      const width = narrowest(ranges, problem.range);
      return width === null ? [] : [{ ranges, width }];
    });
    const least = Math.min(...held.map(({ width }) => width));
    for (const { ranges, width } of held) {
      if (width === least && !marks.has(ranges)) marks.set(ranges, problem.text);
    }
  }
  return nodes.map((node) => {
    const text = marks.get(node.ranges);
    return text === undefined || node.problem !== '' ? node : { ...node, problem: text };
  });
}

function narrowest(ranges: Ranges, inner: TextRange): number | null {
  let least: number | null = null;
  for (const { start, end } of ranges) {
    if (start > inner.start || inner.end > end) continue;
    if (least === null || end - start < least) least = end - start;
  }
  return least;
}
