import type { Brick, LayoutGraph } from './brick.ts';
import { type Column, gather } from './layoutColumns.ts';
import { SPACING } from './spacing.ts';

/**
 * What does not hang together with the rest stands beside the top of it, as near as it fits: an unused input
 * beside the one that is used, not beside the widest part of the net.
 */
export function placeBeside(graph: LayoutGraph, main: Brick, others: readonly Brick[]): Brick {
  const columns: Column[] = [{ brick: main, x: 0, y: 0 }];
  for (const brick of others) {
    const depth = brick.height + SPACING.gap;
    const edges = columns.map((column) => column.x + rightEdge(graph, column.brick, depth));
    columns.push({ brick, x: Math.max(...edges) + SPACING.column + brick.left, y: 0 });
  }
  return gather(columns);
}

/** How far a brick reaches to the right in its upper part. */
function rightEdge(graph: LayoutGraph, brick: Brick, depth: number): number {
  const edges = [0];
  for (const { node, x, y } of brick.places) if (y < depth) edges.push(x + (graph.nodes[node]?.right ?? 0));
  for (const { link, points, label } of brick.routes) {
    points.forEach(([x, y], at) => {
      const before = points[at - 1] ?? [x, y];
      if (Math.min(y, before[1]) < depth) edges.push(x, before[0]);
    });
    const room = graph.links[link]?.label ?? null;
    if (room !== null && label[1] - room.height / 2 < depth) edges.push(label[0] + room.width);
  }
  return Math.max(...edges);
}
