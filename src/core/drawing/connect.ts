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
  /** The boxes whose value leaves the frame: in a comparison that of now and those of before, else one at most. */
  readonly exits: readonly End[];
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
  return {
    exits: links.flatMap((link, at) => exitEnds(numbered, link, at)),
    entries: links.flatMap((link, at) => entryEnds(numbered, link, at)),
    lines: joinSuccessors(branchOff(lines)),
  };
}

function linesOf(numbered: NumberedScope, link: Link, at: number): Line[] {
  if (link.from < 0 || link.to < 0) return [];
  const { points, label } = routeIn(numbered.layout, at, link);
  const targets = targetEnds(numbered, link.to, link.operand);
  return sourceEnds(numbered, link).flatMap((source) => {
    let own = label;
    return targets.flatMap((target): Line[] => {
      const change = jointChange(link.change ?? null, source.change, target.change);
      if (change === 'never') return [];
      // What is gone has no letter: it would stand where that of its successor stands.
      const shownLabel = change === 'removed' ? null : (target.label ?? own);
      if (shownLabel === own) own = null;
      return [
        {
          source: source.node,
          target: target.node,
          operand: target.operand,
          kind: target.kind === 'data' ? link.kind : target.kind,
          label: shownLabel,
          change,
          points: straighten([...source.points, ...points, ...target.points]),
        },
      ];
    });
  });
}

/** How a line differs that has such pieces; `never` where there was no moment at which all of them were there. */
function jointChange(...pieces: readonly (DrawnChange | null)[]): DrawnChange | null | 'never' {
  const isNew = pieces.includes('added');
  const isGone = pieces.includes('removed');
  if (isNew || isGone) return isNew && isGone ? 'never' : isNew ? 'added' : 'removed';
  return pieces.find((piece) => piece !== null) ?? null;
}

function exitEnds(numbered: NumberedScope, link: Link, at: number): End[] {
  if (link.to !== FRAME_OUTPUT || link.from === FRAME_INPUT) return [];
  const { points } = routeIn(numbered.layout, at, link);
  return sourceEnds(numbered, link).flatMap((deeper) => {
    const change = jointChange(link.change ?? null, deeper.change);
    return change === 'never' ? [] : [{ ...deeper, change, points: [...deeper.points, ...points] }];
  });
}

function entryEnds(numbered: NumberedScope, link: Link, at: number): End[] {
  if (link.from !== FRAME_INPUT || link.to < 0) return [];
  const { points, label } = routeIn(numbered.layout, at, link);
  return targetEnds(numbered, link.to, link.operand).flatMap((deeper, nth) => {
    const change = jointChange(link.change ?? null, deeper.change);
    if (change === 'never') return [];
    const kind = deeper.kind === 'data' ? link.kind : deeper.kind;
    const shownLabel = deeper.label ?? (nth === 0 ? label : null);
    return [{ ...deeper, kind, label: shownLabel, change, points: [...points, ...deeper.points] }];
  });
}

/** The boxes that make the value, and the ways from them to the bottom of the part. */
function sourceEnds(numbered: NumberedScope, { from, inner }: Link): End[] {
  const exits = inner ? [] : (numbered.inside.get(from)?.exits ?? []);
  return exits.length === 0
    ? [bareEnd(numbered, from, 0)]
    : exits.map((exit) => moveEnd(numbered, from, exit));
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
  for (const { source, kind, change, points } of lines) {
    const isDown = points[0]?.[0] === points[1]?.[0];
    const below = points[1]?.[1] ?? -Infinity;
    // What is there now does not begin at a line that is gone.
    if (kind !== 'data' || change === 'removed' || !isDown) continue;
    reach.set(source, Math.max(below, reach.get(source) ?? -Infinity));
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

/**
 * A shortcut that is gone ends where the way of the one in its place begins: beside its dashes the other's dots could
 * not be told.
 */
function joinSuccessors(lines: readonly Line[]): readonly Line[] {
  const there = new Map<number, readonly Point[]>();
  for (const { target, kind, change, points } of lines)
    if (change !== 'removed' && kind !== 'data') there.set(target, points);
  return lines.map((line) => {
    const successor = line.change === 'removed' && line.kind !== 'data' ? there.get(line.target) : undefined;
    const common = successor === undefined ? 0 : commonEnd(line.points, successor);
    return common < 2 ? line : { ...line, points: line.points.slice(0, line.points.length + 1 - common) };
  });
}

/** How many points at their ends are the same. */
function commonEnd(points: readonly Point[], others: readonly Point[]): number {
  let count = 0;
  for (; count < points.length - 1; count++) {
    const [point, other] = [points[points.length - 1 - count], others[others.length - 1 - count]];
    if (point === undefined || point[0] !== other?.[0] || point[1] !== other[1]) break;
  }
  return count;
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
