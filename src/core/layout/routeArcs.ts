import type { Point } from '../drawing/drawing.ts';
import type { LayoutGraph, LayoutNode, Route } from './brick.ts';
import { SPACING } from './spacing.ts';

/** A node of the main line or a piece between two of them, with its outer edges. */
export interface Strip {
  readonly node: number | null;
  /** Where the line arrives. */
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

interface Span {
  readonly link: number;
  readonly first: number;
  readonly last: number;
}

/** How finely a free place for a label is looked for, in pixels. */
const LABEL_STEP = 3;

interface Lane {
  readonly top: number;
  readonly bottom: number;
  readonly right: number;
}

/**
 * Lines that pass by a stretch of the main line on its right: out of the line below their source, down a
 * lane of their own, and into the side of a circle or the line above any other target. Short ones are inside
 * long ones.
 */
export function routeArcs(graph: LayoutGraph, strips: readonly Strip[], links: readonly number[]): Arcs {
  const stripOf = new Map<number, number>();
  strips.forEach((strip, at) => {
    if (strip.node !== null) stripOf.set(strip.node, at);
  });
  const spans = links
    .map((link): Span => {
      const ends = graph.links[link];
      return { link, first: stripOf.get(ends?.from ?? -1) ?? 0, last: stripOf.get(ends?.to ?? -1) ?? 0 };
    })
    .sort((a, b) => a.last - a.first - (b.last - b.first) || a.first - b.first);
  return clearRoutes(graph, strips, spans);
}

interface Arcs {
  readonly routes: readonly Route[];
  readonly right: number;
}

/** How often another order of the lanes is tried for labels that arcs turn across. */
const MOST_ORDERS = 4;

/**
 * Where an arc turns across a label that has no free place along its own arc, the label's arc goes outside all others:
 * nothing reaches beyond it.
 */
function clearRoutes(graph: LayoutGraph, strips: readonly Strip[], spans: readonly Span[]): Arcs {
  let order = spans;
  let best: (Arcs & { readonly crossed: number }) | null = null;
  for (let tries = 0; tries < MOST_ORDERS; tries++) {
    const lanes: Lane[] = [];
    const routes = order.map((span) => routeArc(graph, strips, span, lanes));
    const cleared = routes.map((route) => clearLabel(graph, route, routes));
    const crossed = new Set(cleared.flatMap(({ route, isClear }) => (isClear ? [] : [route.link])));
    const right = Math.max(0, ...lanes.map((lane) => lane.right));
    if (best === null || crossed.size < best.crossed)
      best = { routes: cleared.map(({ route }) => route), right, crossed: crossed.size };
    if (crossed.size === 0) break;
    order = [
      ...order.filter(({ link }) => !crossed.has(link)),
      ...order.filter(({ link }) => crossed.has(link)),
    ];
  }
  return best ?? { routes: [], right: 0 };
}

/** Moves a label along its lane to where no arc that reaches beyond it turns. */
function clearLabel(
  graph: LayoutGraph,
  route: Route,
  routes: readonly Route[],
): { readonly route: Route; readonly isClear: boolean } {
  const size = graph.links[route.link]?.label ?? null;
  if (size === null) return { route, isClear: true };
  const [x, middle] = route.label;
  const crossings = routes.flatMap(({ link, points }) =>
    link !== route.link && points.some(([px]) => px > x) ? points.map(([, y]) => y) : [],
  );
  const isFree = (y: number): boolean =>
    crossings.every((crossing) => Math.abs(crossing - y) > size.height / 2);
  const ys = route.points.map(([, y]) => y);
  const room = Math.max(0, (Math.max(...ys) - Math.min(...ys) - size.height) / 2);
  for (let away = 0; away <= room; away += LABEL_STEP) {
    const free = [middle - away, middle + away].find(isFree);
    if (free !== undefined) return { route: { ...route, label: [x, free] }, isClear: true };
  }
  return { route, isClear: false };
}

function routeArc(graph: LayoutGraph, strips: readonly Strip[], span: Span, lanes: Lane[]): Route {
  const source = strips[span.first];
  const target = strips[span.last];
  const from = nodeOf(graph, source);
  const to = nodeOf(graph, target);
  const label = graph.links[span.link]?.label ?? null;
  const outX = (source?.x ?? 0) + (from?.outX ?? 0);
  const leave = (source?.bottom ?? 0) + SPACING.turn;
  const radius = to?.radius ?? null;
  const arrive = (target?.top ?? 0) + (radius ?? -SPACING.turn);
  const passed = strips.slice(span.first + 1, radius === null ? span.last : span.last + 1);
  const overlapping = lanes.filter((lane) => lane.top < arrive && leave < lane.bottom);
  const clear = Math.max(...passed.map((strip) => strip.right), ...overlapping.map((lane) => lane.right));
  const x = clear + SPACING.lane;
  const right = label === null ? x : x + SPACING.label + label.width;
  // A label may be taller than the arc; it must not touch that of an arc above or below.
  const middle = (leave + arrive) / 2;
  const half = Math.max((arrive - leave) / 2, (label?.height ?? 0) / 2);
  lanes.push({ top: middle - half, bottom: middle + half, right });
  const targetX = target?.x ?? 0;
  const above: Point[] = [
    [targetX, arrive],
    [targetX, target?.top ?? 0],
  ];
  const end: Point[] = radius === null ? above : [[targetX + radius, arrive]];
  const start = (source?.top ?? 0) + (from?.outY ?? 0);
  return {
    link: span.link,
    points: [[outX, start], [outX, leave], [x, leave], [x, arrive], ...end],
    label: [x + SPACING.label, middle],
  };
}

function nodeOf(graph: LayoutGraph, strip: Strip | undefined): LayoutNode | undefined {
  return strip?.node == null ? undefined : graph.nodes[strip.node];
}
