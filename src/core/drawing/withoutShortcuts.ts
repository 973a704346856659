import { widthOf } from '../layout/partSize.ts';
import type { Drawing, DrawingEdge, DrawingNode, DrawingText, Point, Rect } from './drawing.ts';
import type { Direction } from './viewState.ts';

/** The pill of an activation where an addition stood, no higher than that. */
const PILL_HEIGHT = 22;
const LEAST_PILL = { down: 64, right: 44 } as const;
/** Beside its text; to the right there is less room along the line. */
const PADDING = { down: 24, right: 14 } as const;
/** How far it reaches beyond where the addition and its note stood: less than a line goes before it turns. */
const BEYOND = 7;

/**
 * A residual net's drawing as that of its plain twin: what only a shortcut has is gone, and where an addition
 * stood its activation stands, or the line goes through. Everything else stays in its place.
 *
 * @param plain the twin as it is drawn alone: it says what is there and its figures.
 */
export function withoutShortcuts(residual: Drawing, plain: Drawing): Drawing {
  const own = new Map(plain.nodes.map((node) => [node.id, node]));
  const kept = new Map<string, DrawingNode>();
  /** Additions that nothing is left of. */
  const passed = new Set<string>();
  for (const node of residual.nodes) {
    // Of a row that keeps the size one thing alone may be left, which then has its own name.
    const twin = own.get(node.id) ?? (node.id.endsWith('×') ? own.get(node.members[0] ?? '') : undefined);
    const last = own.get(node.members.at(-1) ?? '');
    if (twin !== undefined) kept.set(node.id, { ...twin, box: node.box, parent: node.parent });
    else if (node.form === 'circle' && last !== undefined)
      kept.set(node.id, {
        ...last,
        box: pillBox(last.title, node.box, residual.direction),
        parent: node.parent,
      });
    else if (node.form === 'circle') passed.add(node.id);
  }
  const lines = residual.edges.filter(
    ({ target, id }) => !isShortcut(id) || !(passed.has(target) || own.get(target) === undefined),
  );
  const edges = fromSources(
    joined(lines, passed).flatMap((edge) => lineBetween(edge, kept)),
    kept,
  );
  const names = new Set([...[...kept.values()].map(({ id }) => id), ...edges.map(({ id }) => id)]);
  const texts = residual.texts.flatMap((text) => textOf(text, kept)).filter(({ owner }) => names.has(owner));
  return { ...residual, nodes: [...kept.values()], edges, texts };
}

/** The second input of what comes together. */
function isShortcut(id: string): boolean {
  return id.endsWith('#1');
}

function pillBox(title: string, { x, y, width, height }: Rect, direction: Direction): Rect {
  const length = Math.max(LEAST_PILL[direction], widthOf('title', title) + PADDING[direction]);
  const end = x + Math.max(width, widthOf('note', title)) + BEYOND;
  const left = direction === 'down' ? x + (width - length) / 2 : end - length;
  return { x: left, y: y + (height - PILL_HEIGHT) / 2, width: length, height: PILL_HEIGHT };
}

/** Two lines that met at an addition as one. */
function joined(edges: readonly DrawingEdge[], passed: ReadonlySet<string>): DrawingEdge[] {
  const into = new Map<string, DrawingEdge>();
  for (const edge of edges) if (passed.has(edge.target)) into.set(edge.target, edge);
  const start = (edge: DrawingEdge): DrawingEdge => {
    const before = into.get(edge.source);
    if (before === undefined) return edge;
    const first = start(before);
    return { ...edge, source: first.source, points: [...first.points, ...edge.points] };
  };
  return edges.filter(({ target }) => !passed.has(target)).map(start);
}

/** A line whose ends are there, under their names; it ends at the borders of what took an addition's place. */
function lineBetween(edge: DrawingEdge, kept: ReadonlyMap<string, DrawingNode>): DrawingEdge[] {
  const source = kept.get(edge.source);
  const target = kept.get(edge.target);
  if (source === undefined || target === undefined) return [];
  const points = [...edge.points];
  if (source.id !== edge.source) points[0] = moveStart(edge.points, source.box);
  if (target.id !== edge.target) points[points.length - 1] = atBorder([...edge.points].reverse(), target.box);
  const operand = edge.id.slice(edge.id.lastIndexOf('#'));
  const id = `${source.id}>${target.id}${operand}`;
  return [{ ...edge, id, source: source.id, target: target.id, points, kind: 'data', label: '' }];
}

/** A line that left another below their source begins at the source where that other is gone. */
function fromSources(
  edges: readonly DrawingEdge[],
  kept: ReadonlyMap<string, DrawingNode>,
): readonly DrawingEdge[] {
  const boxes = new Map([...kept.values()].map(({ id, box }) => [id, box]));
  return edges.map((edge) => {
    const box = boxes.get(edge.source);
    const [first, ...rest] = edge.points;
    if (box === undefined || first === undefined || isAtBorder(first, box)) return edge;
    const hasOther = edges.some(
      (other) => other !== edge && other.source === edge.source && isOnLine(first, other),
    );
    return hasOther ? edge : { ...edge, points: [atBorder(edge.points, box), ...rest] };
  });
}

function isAtBorder([x, y]: Point, box: Rect): boolean {
  const beside = Math.max(box.x - x, x - box.x - box.width);
  const beyond = Math.max(box.y - y, y - box.y - box.height);
  return Math.max(beside, beyond) < NEAR;
}

function isOnLine([x, y]: Point, { points }: DrawingEdge): boolean {
  return points.slice(1).some(([toX, toY], at) => {
    const [fromX, fromY] = points[at] ?? [toX, toY];
    const way = Math.hypot(x - fromX, y - fromY) + Math.hypot(x - toX, y - toY);
    return way - Math.hypot(toX - fromX, toY - fromY) < NEAR;
  });
}

/** Nobody sees that a line ends so much away. */
const NEAR = 0.5;

/** A line that leaves the main one further on starts there still. */
function moveStart(points: readonly Point[], box: Rect): Point {
  const point = points[0] ?? [0, 0];
  const moved = atBorder(points, box);
  const away = Math.hypot(moved[0] - point[0], moved[1] - point[1]);
  const isInside = box.x < point[0] && point[0] < box.x + box.width;
  return away <= 1 || (isInside && box.y < point[1] && point[1] < box.y + box.height) ? moved : point;
}

/** Where a line that starts at the place of an addition leaves the box that took the place: it stays straight. */
function atBorder([point = [0, 0], next = point]: readonly Point[], { x, y, width, height }: Rect): Point {
  if (next[1] === point[1]) return [next[0] < point[0] ? x : x + width, point[1]];
  return [point[0], next[1] < point[1] ? y : y + height];
}

function textOf(text: DrawingText, kept: ReadonlyMap<string, DrawingNode>): DrawingText[] {
  const node = kept.get(text.owner);
  if (node === undefined) return [];
  if (node.id === text.owner) return [text];
  if (text.role !== 'title') return [];
  const { x, y, width, height } = node.box;
  return [{ ...text, owner: node.id, text: node.title, x: x + width / 2, y: y + height / 2 }];
}
