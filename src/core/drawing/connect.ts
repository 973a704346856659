import { LINE_HEIGHT } from '../layout/partSize.ts';
import type { DrawingEdge, DrawingText, DrawnChange, EdgeKind, Point, TextRole } from './drawing.ts';
import { insideOf, type PlacedScope } from './placedScope.ts';
import { FRAME_INPUT, FRAME_OUTPUT, type Link } from './scope.ts';
import type { Direction } from './viewState.ts';

/** Where a line really starts or ends, however many frames it passes. */
interface End {
  readonly id: string;
  readonly points: readonly Point[];
  readonly kind: EdgeKind;
  readonly operand: number;
  readonly label: Label | null;
  readonly change: DrawnChange | null;
}

interface Label {
  readonly text: string;
  readonly at: Point;
}

/**
 * The lines of one scope as they are laid out, and their labels as they are drawn: each line from the box that makes a value to one that takes it, through open frames.
 */
export function connect(
  placed: PlacedScope,
  direction: Direction,
): { edges: DrawingEdge[]; texts: DrawingText[] } {
  const edges: DrawingEdge[] = [];
  const texts: DrawingText[] = [];
  placed.scope.links.forEach((link, at) => {
    if (link.from < 0 || link.to < 0) return;
    const source = sourceEnd(placed, link);
    const { points, label } = routeIn(placed, at, link);
    let own = label;
    const targets = targetEnds(placed, link.to, link.operand);
    // Of a line that is gone the main way tells enough; its shortcuts would lie under those of its successor.
    for (const target of link.change === 'removed' ? targets.slice(0, 1) : targets) {
      const id = `${source.id}>${target.id}#${target.operand}`;
      // What is gone has no letter: it would stand where that of its successor stands.
      const shownLabel = link.change === 'removed' ? null : (target.label ?? own);
      const kind = target.kind === 'data' ? link.kind : target.kind;
      edges.push({
        id,
        source: source.id,
        target: target.id,
        kind,
        label: shownLabel?.text ?? '',
        change: link.change ?? target.change ?? source.change,
        points: straighten([...source.points, ...points, ...target.points]),
      });
      if (shownLabel !== null) texts.push(...labelTexts(id, shownLabel, kind, direction));
      if (target.label === null) own = null;
    }
  });
  return { edges, texts };
}

/** The box that makes the value, and the way from it to the bottom of the part. */
function sourceEnd(placed: PlacedScope, link: Link): End {
  const part = placed.scope.parts[link.from];
  const bare = {
    id: placed.prefix + (part?.id ?? ''),
    points: [],
    kind: 'data',
    operand: 0,
    label: null,
    change: null,
  } as const;
  const inside = insideOf(placed, link.from);
  if (part?.inside == null || inside === null || link.inner) return bare;
  const at = inside.scope.links.findIndex((inner) => inner.to === FRAME_OUTPUT);
  const leaving = inside.scope.links[at];
  if (leaving === undefined || leaving.from === FRAME_INPUT) return bare;
  const deeper = sourceEnd(inside, leaving);
  const change = leaving.change ?? deeper.change;
  return { ...deeper, change, points: [...deeper.points, ...routeIn(inside, at, leaving).points] };
}

/** The boxes that take a part's input, and the ways to them from its top. */
function targetEnds(placed: PlacedScope, to: number, operand: number): End[] {
  const part = placed.scope.parts[to];
  const inside = insideOf(placed, to);
  if (part?.inside == null || inside === null) {
    return [
      { id: placed.prefix + (part?.id ?? ''), points: [], kind: 'data', operand, label: null, change: null },
    ];
  }
  return inside.scope.links.flatMap((link, at): End[] => {
    if (link.from !== FRAME_INPUT || link.to < 0) return [];
    const { points, label } = routeIn(inside, at, link);
    return targetEnds(inside, link.to, link.operand).map((deeper, nth) => ({
      ...deeper,
      kind: deeper.kind === 'data' ? link.kind : deeper.kind,
      label: deeper.label ?? (nth === 0 ? label : null),
      change: link.change ?? deeper.change,
      points: [...points, ...deeper.points],
    }));
  });
}

function routeIn(
  placed: PlacedScope,
  at: number,
  link: Link,
): { readonly points: readonly Point[]; readonly label: Label | null } {
  const route = placed.layout.routeOf(at);
  if (route === null) return { points: [], label: null };
  const move = ([x, y]: Point): Point => [x + placed.x, y + placed.y];
  return {
    points: route.points.map(move),
    label: link.label === '' ? null : { text: link.label, at: move(route.label) },
  };
}

const LABEL_ROLES: Readonly<Partial<Record<EdgeKind, TextRole>>> = {
  broken: 'broken',
  conditional: 'condition',
};

function labelTexts(owner: string, label: Label, kind: EdgeKind, direction: Direction): DrawingText[] {
  const lines = label.text.split('\n');
  const role = LABEL_ROLES[kind] ?? 'edge';
  const [x, y] = label.at;
  const isDown = direction === 'down';
  // Down it stands on the right of the line, to the right below it.
  const first = isDown ? y - ((lines.length - 1) / 2) * LINE_HEIGHT : x + LINE_HEIGHT / 2;
  return lines.map((text, line) => ({
    owner,
    role,
    text,
    x: isDown ? x : y,
    y: first + line * LINE_HEIGHT,
    anchor: isDown ? 'start' : 'middle',
  }));
}

/** How much of the common line a branching one keeps, so that its corner can be rounded. */
const BRANCH_START = 7;

/**
 * A shortcut leaves the main line below their common source. It is drawn from there on, or its dots and
 * colours would lie over the main line.
 */
export function branchOff(edges: readonly DrawingEdge[]): DrawingEdge[] {
  const reach = new Map<string, number>();
  for (const { source, kind, points } of edges) {
    const isDown = points[0]?.[0] === points[1]?.[0];
    const below = points[1]?.[1] ?? -Infinity;
    if (kind === 'data' && isDown) reach.set(source, Math.max(below, reach.get(source) ?? -Infinity));
  }
  return edges.map((edge) => {
    const [start, corner, ...rest] = edge.points;
    const common = reach.get(edge.source);
    if (edge.kind === 'data' || common === undefined || start === undefined || corner === undefined)
      return edge;
    const branches = rest.length > 0 && start[0] === corner[0] && corner[1] < common;
    if (!branches || corner[1] - start[1] <= BRANCH_START) return edge;
    return { ...edge, points: [[corner[0], corner[1] - BRANCH_START], corner, ...rest] };
  });
}

/** Leaves out the points that are no corners. */
function straighten(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    const last = kept[kept.length - 1];
    if (last?.[0] === point[0] && last[1] === point[1]) continue;
    const before = kept[kept.length - 2];
    if (before !== undefined && last !== undefined && isStraight(before, last, point)) kept.pop();
    kept.push(point);
  }
  return kept;
}

function isStraight(a: Point, b: Point, c: Point): boolean {
  return Math.abs((b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])) < 1e-6;
}
