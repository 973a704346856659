import type { Point } from '../drawing/drawing.ts';
import { type Brick, type LayoutGraph, movePlaces, moveRoutes, type Place, type Route } from './brick.ts';
import { type Component, components } from './components.ts';
import { layoutColumns } from './layoutColumns.ts';
import { layoutTangle } from './layoutTangle.ts';
import { placeBeside } from './placeBeside.ts';
import { routeArcs, type Strip } from './routeArcs.ts';
import { SPACING } from './spacing.ts';
import { type Piece, splitSeries } from './splitSeries.ts';

/** A whole graph, which may fall into parts that do not hang together: they stand beside each other. */
export function layoutGraph(graph: LayoutGraph): Brick {
  const parts = components(
    graph,
    graph.nodes.map((_, at) => at),
    graph.links.map((_, at) => at),
  );
  const largest = parts.reduce(
    (best, part) => (part.nodes.length > best.nodes.length ? part : best),
    NOTHING,
  );
  const others = parts.filter((part) => part !== largest);
  const bricks = others.map((part) => layoutSeries(graph, part));
  return placeBeside(graph, layoutSeries(graph, largest), bricks);
}

const NOTHING: Component = { nodes: [], links: [] };

/** A connected part: one line from top to bottom, with columns where it splits and arcs that pass by. */
function layoutSeries(graph: LayoutGraph, part: Component): Brick {
  const { cuts, pieces, arcs } = splitSeries(graph, part.nodes, part.links);
  if (cuts.length === 0 && part.nodes.length > 1) return layoutLoose(graph, part);
  const places: Place[] = [];
  const routes: Route[] = [];
  const strips: Strip[] = [];
  let x = 0;
  let y = 0;
  pieces.forEach((piece, at) => {
    const brick = layoutPiece(graph, cuts[at - 1] ?? null, cuts[at] ?? null, piece);
    places.push(...movePlaces(brick, x, y));
    routes.push(...moveRoutes(brick, x, y));
    strips.push({
      node: null,
      x,
      top: y,
      bottom: y + brick.height,
      left: x - brick.left,
      right: x + brick.right,
    });
    x += brick.outX;
    y += brick.height;
    const cut = cuts[at];
    const node = cut === undefined ? undefined : graph.nodes[cut];
    if (cut === undefined || node === undefined) return;
    places.push({ node: cut, x, y });
    strips.push({
      node: cut,
      x,
      top: y,
      bottom: y + node.height,
      left: x - node.left,
      right: x + node.right,
    });
    x += node.outX;
    y += node.height;
  });
  const arcRoutes = routeArcs(graph, strips, arcs);
  routes.push(...arcRoutes.routes);
  const last = cuts[cuts.length - 1];
  const end = last === undefined ? undefined : graph.nodes[last];
  const isLast = (pieces[pieces.length - 1]?.nodes.length ?? 0) === 0;
  return {
    left: Math.max(0, ...strips.map((strip) => -strip.left)),
    right: Math.max(arcRoutes.right, ...strips.map((strip) => strip.right)),
    height: y,
    outX: x,
    outY: isLast && end !== undefined ? y - end.height + end.outY : y,
    places,
    routes,
  };
}

/** Nothing that all passes: several sources and sinks. */
function layoutLoose(graph: LayoutGraph, part: Component): Brick {
  return layoutTangle(graph, null, null, part);
}

/** What stands between two cuts, from the bottom of one to the top of the other. */
function layoutPiece(graph: LayoutGraph, from: number | null, to: number | null, piece: Piece): Brick {
  if (piece.nodes.length === 0) return straightLine(graph, from, to, piece.links);
  const columns = components(graph, piece.nodes, piece.links);
  const ends = { from, to };
  const bricks = columns.map((part) => layoutColumn(graph, part, piece.links, ends));
  if (bricks.some((brick) => brick === null)) return layoutTangle(graph, from, to, piece);
  const whole = bricks.filter((brick) => brick !== null);
  return layoutColumns(graph, ends, piece.links, columns, whole);
}

/** A column on its own; null where lines from outside reach further in than to its first and last node. */
function layoutColumn(
  graph: LayoutGraph,
  part: Component,
  links: readonly number[],
  ends: { readonly from: number | null; readonly to: number | null },
): Brick | null {
  const inside = new Set(part.nodes);
  const { cuts } = splitSeries(graph, part.nodes, part.links);
  for (const at of links) {
    const link = graph.links[at];
    if (link === undefined) continue;
    const enters = link.from === ends.from && inside.has(link.to);
    const leaves = link.to === ends.to && inside.has(link.from);
    if (enters && (link.to !== part.nodes[0] || link.to !== cuts[0])) return null;
    if (leaves && (link.from !== part.nodes.at(-1) || link.from !== cuts.at(-1))) return null;
  }
  return layoutSeries(graph, part);
}

function straightLine(
  graph: LayoutGraph,
  from: number | null,
  to: number | null,
  links: readonly number[],
): Brick {
  const labels = links.map((at) => graph.links[at]?.label ?? null);
  const room = Math.max(0, ...labels.map((label) => (label === null ? 0 : label.height + 3 * SPACING.turn)));
  const height = from === null || to === null ? 0 : Math.max(SPACING.gap, room);
  const start = from === null ? undefined : graph.nodes[from];
  const above = start === undefined ? 0 : start.outY - start.height;
  const points: Point[] = [
    [0, above],
    [0, height],
  ];
  return {
    left: 0,
    right: Math.max(0, ...labels.map((label) => (label === null ? 0 : label.width + SPACING.label))),
    height,
    outX: 0,
    outY: height,
    places: [],
    routes: links.map((link) => ({ link, points, label: [SPACING.label, height / 2] })),
  };
}
