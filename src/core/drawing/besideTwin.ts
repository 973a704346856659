import { BESIDE, LINE_HEIGHT } from '../layout/partSize.ts';
import type { Drawing, DrawingEdge, DrawingNode, DrawingText, Point, Rect } from './drawing.ts';
import { plainId } from './twinNames.ts';
import { withoutShortcuts } from './withoutShortcuts.ts';

/** Between the two nets. */
const APART = 60;

/**
 * A net and its plain twin beside each other, as in Figure 3 of the paper: the plain one is drawn in the places
 * of the residual one, so that equal rows stand at equal heights. Its figures are its own.
 */
export function besideTwin(plain: Drawing, second: Drawing): Drawing {
  const first = named(withoutShortcuts(second, plain));
  const isDown = second.direction === 'down';
  // The plain net stands first; the residual one stays where it is without a twin.
  const end = isDown ? first.bounds.x + first.bounds.width : first.bounds.y + first.bounds.height;
  const start = isDown ? second.bounds.x : second.bounds.y;
  const by = start - APART - end;
  const moved = move(first, isDown ? by : 0, isDown ? 0 : by);
  const texts = [...heading('plain', moved), ...heading('residual', second)];
  return {
    ...second,
    bounds: around(moved.bounds, second.bounds),
    nodes: [...moved.nodes, ...second.nodes],
    edges: [...moved.edges, ...second.edges],
    texts: [...moved.texts, ...second.texts, ...texts],
  };
}

function named(drawing: Drawing): Drawing {
  return {
    ...drawing,
    nodes: drawing.nodes.map((node) => ({
      ...node,
      id: plainId(node.id),
      members: node.members.map(plainId),
      parent: node.parent === null ? null : plainId(node.parent),
    })),
    edges: drawing.edges.map((edge) => ({
      ...edge,
      id: plainId(edge.id),
      source: plainId(edge.source),
      target: plainId(edge.target),
    })),
    texts: drawing.texts.map((text) => ({ ...text, owner: plainId(text.owner) })),
  };
}

function move(drawing: Drawing, dx: number, dy: number): Drawing {
  const moved = (rect: Rect): Rect => ({ ...rect, x: rect.x + dx, y: rect.y + dy });
  return {
    ...drawing,
    bounds: moved(drawing.bounds),
    nodes: drawing.nodes.map((node): DrawingNode => ({ ...node, box: moved(node.box) })),
    edges: drawing.edges.map(
      (edge): DrawingEdge => ({ ...edge, points: edge.points.map(([x, y]): Point => [x + dx, y + dy]) }),
    ),
    texts: drawing.texts.map((text): DrawingText => ({ ...text, x: text.x + dx, y: text.y + dy })),
  };
}

/** Above the net's first box. */
function heading(text: string, { nodes: [first] }: Drawing): DrawingText[] {
  if (first === undefined) return [];
  const { x, y, width } = first.box;
  return [
    {
      owner: first.id,
      role: 'heading',
      text,
      x: x + width / 2,
      y: y - BESIDE - LINE_HEIGHT / 2,
      anchor: 'middle',
    },
  ];
}

/** With room for the headings. */
function around(a: Rect, b: Rect): Rect {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y) - BESIDE - LINE_HEIGHT];
  const right = Math.max(a.x + a.width, b.x + b.width);
  const bottom = Math.max(a.y + a.height, b.y + b.height);
  return { x, y, width: right - x, height: bottom - y };
}
