import type { Drawing, DrawingNode } from '../../src/core/drawing/drawing.ts';

export type Arrow = 'up' | 'down' | 'left' | 'right';

/**
 * Where an arrow key leads: with and against the data along its lines, across it to what stands beside. Null
 * where there is nothing in that direction.
 */
export function neighbour(drawing: Drawing, from: string | null, arrow: Arrow): string | null {
  const isRight = drawing.direction === 'right';
  return neighbourDown(isRight ? turned(drawing) : drawing, from, isRight ? TURNED[arrow] : arrow);
}

/** Down is where data flows to; what flows to the right is looked at from its side. */
const TURNED: Readonly<Record<Arrow, Arrow>> = { up: 'left', left: 'up', down: 'right', right: 'down' };

function turned(drawing: Drawing): Drawing {
  const nodes = drawing.nodes.map((node) => {
    const { x, y, width, height } = node.box;
    return { ...node, box: { x: y, y: x, width: height, height: width } };
  });
  return { ...drawing, nodes };
}

function neighbourDown(drawing: Drawing, from: string | null, direction: Arrow): string | null {
  const nodes = new Map(drawing.nodes.map((node) => [node.id, node]));
  const start = from === null ? undefined : nodes.get(from);
  if (start === undefined) return drawing.nodes.find((node) => node.form !== 'frame')?.id ?? null;
  if (direction === 'up' || direction === 'down') {
    const along = alongLines(drawing, nodes, start, direction);
    return along ?? beside(drawing, start, direction);
  }
  return beside(drawing, start, direction);
}

/** The straightest of the lines that lead up or down; from a frame down to the first thing in it. */
function alongLines(
  drawing: Drawing,
  nodes: ReadonlyMap<string, DrawingNode>,
  start: DrawingNode,
  direction: 'up' | 'down',
): string | null {
  const isFrame = start.form === 'frame';
  if (isFrame && direction === 'down')
    return drawing.nodes.find(({ parent }) => parent === start.id)?.id ?? null;
  const isHere = (id: string): boolean => id === start.id || (isFrame && isInside(nodes, id, start.id));
  const ends = drawing.edges.flatMap(({ source, target }) => {
    if (direction === 'down') return source === start.id ? [target] : [];
    return isHere(target) && !isHere(source) ? [source] : [];
  });
  const reachable = ends.map((id) => nodes.get(id)).filter((node) => node !== undefined);
  return best(
    reachable,
    (node) => 10 * Math.abs(middleX(node) - middleX(start)) + Math.abs(topGap(start, node)),
  );
}

function isInside(nodes: ReadonlyMap<string, DrawingNode>, id: string, frame: string): boolean {
  let at = nodes.get(id)?.parent ?? null;
  while (at !== null && at !== frame) at = nodes.get(at)?.parent ?? null;
  return at === frame;
}

function beside(drawing: Drawing, start: DrawingNode, direction: Arrow): string | null {
  const sign = direction === 'left' || direction === 'up' ? -1 : 1;
  const isAcross = direction === 'left' || direction === 'right';
  const others = drawing.nodes.filter((node) => {
    if (node.id === start.id || node.form === 'frame') return false;
    const step = isAcross ? middleX(node) - middleX(start) : middleY(node) - middleY(start);
    return step * sign > 1;
  });
  return best(others, (node) => {
    const dx = Math.abs(middleX(node) - middleX(start));
    const dy = Math.abs(middleY(node) - middleY(start));
    return isAcross ? dx + 4 * dy : dy + 4 * dx;
  });
}

function best(nodes: readonly DrawingNode[], cost: (node: DrawingNode) => number): string | null {
  let least = Infinity;
  let id: string | null = null;
  for (const node of nodes) {
    const value = cost(node);
    if (value < least) [least, id] = [value, node.id];
  }
  return id;
}

function middleX({ box }: DrawingNode): number {
  return box.x + box.width / 2;
}

function middleY({ box }: DrawingNode): number {
  return box.y + box.height / 2;
}

function topGap(a: DrawingNode, b: DrawingNode): number {
  return b.box.y - a.box.y;
}
