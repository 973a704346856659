import type { ScopeLayout } from '../layout/layoutScope.ts';
import { LINE_HEIGHT } from '../layout/partSize.ts';
import type { DrawnChange, EdgeKind, Point, TextRole } from './drawing.ts';
import type { LookText } from './packedDrawing.ts';
import { FRAME_INPUT, FRAME_OUTPUT, type Link, type Scope } from './scope.ts';
import type { Direction } from './viewState.ts';

/** A scope whose nodes have numbers: each is followed by what is inside it. */
export interface NumberedScope {
  readonly scope: Scope;
  readonly layout: ScopeLayout;
  /** The number of each part. */
  readonly numbers: readonly number[];
  /** The scopes of the open parts, by the part. */
  readonly inside: ReadonlyMap<number, ConnectedScope>;
}

/** The scope and the ends of the lines that pass its frame; places are seen from the scope's own point. */
export interface ConnectedScope {
  /** The box whose value leaves the frame; null where nothing inside makes it. */
  readonly exit: End | null;
  /** The boxes that take what arrives. */
  readonly entries: readonly End[];
  readonly lines: readonly Line[];
}

/** Where a line really starts or ends, however many frames it passes: the box's number within the scope. */
interface End {
  readonly node: number;
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

/** A line between two boxes, in layout's one direction. */
export interface Line {
  readonly source: number;
  readonly target: number;
  readonly operand: number;
  readonly kind: EdgeKind;
  readonly label: Label | null;
  readonly change: DrawnChange | null;
  readonly points: readonly Point[];
}

/** The lines of one scope as they are laid out: each from the box that makes a value to one that takes it, through open frames. */
export function connect(numbered: NumberedScope): ConnectedScope {
  const { links } = numbered.scope;
  const lines = links.flatMap((link, at) => linesOf(numbered, link, at));
  const leaves = links.findIndex(({ to }) => to === FRAME_OUTPUT);
  const leaving = links[leaves];
  return {
    exit: leaving === undefined || leaving.from === FRAME_INPUT ? null : exitEnd(numbered, leaving, leaves),
    entries: links.flatMap((link, at) => entryEnds(numbered, link, at)),
    lines: branchOff(lines),
  };
}

function linesOf(numbered: NumberedScope, link: Link, at: number): Line[] {
  if (link.from < 0 || link.to < 0) return [];
  const source = sourceEnd(numbered, link);
  const { points, label } = routeIn(numbered.layout, at, link);
  let own = label;
  const targets = targetEnds(numbered, link.to, link.operand);
  // Of a line that is gone the main way tells enough; its shortcuts would lie under those of its successor.
  return (link.change === 'removed' ? targets.slice(0, 1) : targets).map((target) => {
    // What is gone has no letter: it would stand where that of its successor stands.
    const shownLabel = link.change === 'removed' ? null : (target.label ?? own);
    if (target.label === null) own = null;
    return {
      source: source.node,
      target: target.node,
      operand: target.operand,
      kind: target.kind === 'data' ? link.kind : target.kind,
      label: shownLabel,
      change: link.change ?? target.change ?? source.change,
      points: straighten([...source.points, ...points, ...target.points]),
    };
  });
}

function exitEnd(numbered: NumberedScope, leaving: Link, at: number): End {
  const deeper = sourceEnd(numbered, leaving);
  return {
    ...deeper,
    change: leaving.change ?? deeper.change,
    points: [...deeper.points, ...routeIn(numbered.layout, at, leaving).points],
  };
}

function entryEnds(numbered: NumberedScope, link: Link, at: number): End[] {
  if (link.from !== FRAME_INPUT || link.to < 0) return [];
  const { points, label } = routeIn(numbered.layout, at, link);
  return targetEnds(numbered, link.to, link.operand).map((deeper, nth) => ({
    ...deeper,
    kind: deeper.kind === 'data' ? link.kind : deeper.kind,
    label: deeper.label ?? (nth === 0 ? label : null),
    change: link.change ?? deeper.change,
    points: [...points, ...deeper.points],
  }));
}

/** The box that makes the value, and the way from it to the bottom of the part. */
function sourceEnd(numbered: NumberedScope, { from, inner }: Link): End {
  const exit = inner ? null : (numbered.inside.get(from)?.exit ?? null);
  return exit === null ? bareEnd(numbered, from, 0) : moveEnd(numbered, from, exit);
}

/** The boxes that take a part's input, and the ways to them from its top. */
function targetEnds(numbered: NumberedScope, to: number, operand: number): End[] {
  const entries = numbered.inside.get(to)?.entries;
  return entries === undefined
    ? [bareEnd(numbered, to, operand)]
    : entries.map((end) => moveEnd(numbered, to, end));
}

function bareEnd({ numbers }: NumberedScope, part: number, operand: number): End {
  return { node: numbers[part] ?? -1, points: [], kind: 'data', operand, label: null, change: null };
}

/** An end inside an open part, as seen from the scope that the part stands in; the frame itself comes before it. */
function moveEnd({ layout, numbers }: NumberedScope, part: number, end: End): End {
  const { x, y } = layout.placeOf(part);
  const move = ([px, py]: Point): Point => [px + x, py + y];
  return {
    ...end,
    node: (numbers[part] ?? 0) + 1 + end.node,
    points: end.points.map(move),
    label: end.label === null ? null : { text: end.label.text, at: move(end.label.at) },
  };
}

function routeIn(
  layout: ScopeLayout,
  at: number,
  link: Link,
): { readonly points: readonly Point[]; readonly label: Label | null } {
  const route = layout.routeOf(at);
  if (route === null) return { points: [], label: null };
  return {
    points: route.points,
    label: link.label === '' ? null : { text: link.label, at: route.label },
  };
}

const LABEL_ROLES: Readonly<Partial<Record<EdgeKind, TextRole>>> = {
  broken: 'broken',
  conditional: 'condition',
};

/** The label of a line of such a kind, as it is drawn. */
export function labelTexts(label: Label, kind: EdgeKind, direction: Direction): LookText[] {
  const lines = label.text.split('\n');
  const role = LABEL_ROLES[kind] ?? 'edge';
  const [x, y] = label.at;
  const isDown = direction === 'down';
  // Down it stands on the right of the line, to the right below it.
  const first = isDown ? y - ((lines.length - 1) / 2) * LINE_HEIGHT : x + LINE_HEIGHT / 2;
  return lines.map((text, line) => ({
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
function branchOff(lines: readonly Line[]): Line[] {
  const reach = new Map<number, number>();
  for (const { source, kind, points } of lines) {
    const isDown = points[0]?.[0] === points[1]?.[0];
    const below = points[1]?.[1] ?? -Infinity;
    if (kind === 'data' && isDown) reach.set(source, Math.max(below, reach.get(source) ?? -Infinity));
  }
  return lines.map((line) => {
    const [start, corner, ...rest] = line.points;
    const common = reach.get(line.source);
    if (line.kind === 'data' || common === undefined || start === undefined || corner === undefined)
      return line;
    const branches = rest.length > 0 && start[0] === corner[0] && corner[1] < common;
    if (!branches || corner[1] - start[1] <= BRANCH_START) return line;
    return { ...line, points: [[corner[0], corner[1] - BRANCH_START], corner, ...rest] };
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
