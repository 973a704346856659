import type { DrawingNode } from '../../src/core/drawing/drawing.ts';
import { firstPath, stepsWithin } from '../../src/core/drawing/pathRanges.ts';

/** The node that shows an op, or the innermost one that it is hidden in; null where none does. */
export function nodeOfOp(nodes: readonly DrawingNode[], path: string): DrawingNode | null {
  let asked = firstPath(path);
  let found: DrawingNode | null = null;
  let depth = 0;
  // Frames come before what they hold, so one pass follows an op into a block that stands for several.
  for (const node of nodes) {
    for (const outer of [node.id, ...node.members]) {
      const steps = stepsOf(node, outer, asked);
      if (steps <= depth) continue;
      [found, depth] = [node, steps];
      asked = [node.id, ...asked.split('.').slice(steps)].join('.');
      break;
    }
  }
  return found;
}

/** Whether a node stands for an op, which may be one of several in its row. */
export function showsOp(node: DrawingNode, path: string): boolean {
  return [node.id, ...node.members].some((outer) => stepsOf(node, outer, path) > 0);
}

/** An op is no frame: `conv1` is not what `conv1.norm` stands in. */
function stepsOf({ kind }: DrawingNode, outer: string, path: string): number {
  const steps = stepsWithin(outer, path);
  return kind === 'op' && steps < path.split('.').length ? 0 : steps;
}
