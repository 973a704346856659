import type { DrawingNode } from '../../src/core/drawing/drawing.ts';

/**
 * The nodes that the caret stands in: those whose text most narrowly holds the offset, innermost first where
 * a frame and what it holds come from the same text. A block that is used three times has three.
 */
export function caretNodes(nodes: readonly DrawingNode[], offset: number): readonly string[] {
  const held = nodes.flatMap((node) => {
    const widths = node.ranges.filter((range) => range.start <= offset && offset <= range.end);
    return widths.length === 0
      ? []
      : [{ node, width: Math.min(...widths.map((range) => range.end - range.start)) }];
  });
  const least = Math.min(...held.map(({ width }) => width));
  const narrow = held.filter(({ width }) => width === least).map(({ node }) => node);
  // Inside a block that is not the user's text everything carries the place of its use: the block says it.
  const ids = new Set(narrow.map((node) => node.id));
  return narrow.filter((node) => node.parent === null || !ids.has(node.parent)).map((node) => node.id);
}
