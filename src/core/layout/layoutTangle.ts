import { Graph, layout } from '@dagrejs/dagre';
import type { Point } from '../drawing/drawing.ts';
import type { Brick, LayoutGraph, LayoutLink, Place, Route } from './brick.ts';
import { SPACING } from './spacing.ts';
import type { Piece } from './splitSeries.ts';

/** A row of the layered layout: no box of it reaches beyond these two heights. */
interface Rank {
  readonly top: number;
  readonly bottom: number;
}

/**
 * What is neither a row nor columns, by the layered layout of the dagre library. The nodes around it stand
 * in it as points, so that its lines to them are part of it. Widths are made symmetric around the arriving
 * line, which dagre takes for the middle.
 */
export function layoutTangle(
  graph: LayoutGraph,
  from: number | null,
  to: number | null,
  piece: Piece,
): Brick {
  const drawn = new Graph({ multigraph: true });
  drawn.setGraph({ nodesep: SPACING.column, ranksep: SPACING.layer, edgesep: SPACING.lane, rankdir: 'TB' });
  const pins = [from, to].filter((node) => node !== null);
  for (const node of pins) drawn.setNode(String(node), { width: 1, height: 0 });
  for (const node of piece.nodes) {
    const extent = graph.nodes[node];
    const width = 2 * Math.max(extent?.left ?? 0, extent?.right ?? 0);
    drawn.setNode(String(node), { width, height: extent?.height ?? 0 });
  }
  for (const at of piece.links) {
    const link = graph.links[at];
    const label = link?.label ?? null;
    const room =
      label === null ? {} : { width: label.width + SPACING.label, height: label.height, labelpos: 'r' };
    if (link !== undefined) drawn.setEdge(String(link.from), String(link.to), room, String(at));
  }
  holdEnds(graph, drawn, from, to, piece);
  layout(drawn);
  return toBrick(graph, drawn, from, to, piece);
}

/** What has no line to the nodes around the tangle must still stand between them. */
function holdEnds(
  graph: LayoutGraph,
  drawn: Graph,
  from: number | null,
  to: number | null,
  piece: Piece,
): void {
  const entered = new Set(piece.links.map((at) => graph.links[at]?.to));
  const left = new Set(piece.links.map((at) => graph.links[at]?.from));
  const slack = { weight: 0, width: 0, height: 0 };
  for (const node of piece.nodes) {
    if (from !== null && !entered.has(node)) drawn.setEdge(String(from), String(node), slack, 'below');
    if (to !== null && !left.has(node)) drawn.setEdge(String(node), String(to), slack, 'above');
  }
}

function toBrick(
  graph: LayoutGraph,
  drawn: Graph,
  from: number | null,
  to: number | null,
  piece: Piece,
): Brick {
  const placeOf = (node: number): Place => {
    const { x, y, height } = drawn.node(String(node)) as { x: number; y: number; height: number };
    // The main line goes on where it arrived: else blocks in a row would drift to a side. Only slanted lines change.
    const isEnd = node === to && from !== null;
    return { node, x: isEnd ? placeOf(from).x : x, y: y - height / 2 };
  };
  const places = piece.nodes.map(placeOf);
  const ranks = merged([...ranksOf(graph, places), ...labelRanks(graph, drawn, piece)]);
  const tops = places.map((place) => place.y);
  const start = from === null ? Math.min(...tops) : placeOf(from).y;
  const bottoms = places.map(({ node, y }) => y + (graph.nodes[node]?.height ?? 0));
  const end = to === null ? Math.max(...bottoms) : placeOf(to).y;
  const axis = from === null ? (places[0]?.x ?? 0) : placeOf(from).x;
  const routes = piece.links.map((at) => routeOf(graph, drawn, at, placeOf, ranks));
  const shifted = (points: readonly Point[]): Point[] => points.map(([x, y]): Point => [x - axis, y - start]);
  const allX = routes.flatMap((route) => route.points.map(([x]) => x));
  const labelEnds = routes.map(({ link, label }) => label[0] + (graph.links[link]?.label?.width ?? 0));
  const lefts = places.map(({ node, x }) => x - (graph.nodes[node]?.left ?? 0));
  const rights = places.map(({ node, x }) => x + (graph.nodes[node]?.right ?? 0));
  return {
    left: axis - Math.min(axis, ...lefts, ...allX),
    right: Math.max(axis, ...rights, ...allX, ...labelEnds) - axis,
    height: end - start,
    outX: to === null ? 0 : placeOf(to).x - axis,
    outY: end - start,
    places: places.map(({ node, x, y }) => ({ node, x: x - axis, y: y - start })),
    routes: routes.map(({ link, points, label }) => ({
      link,
      points: shifted(points),
      label: [label[0] - axis, label[1] - start],
    })),
  };
}

/** Dagre centres the nodes of a row, so those of one row share their middle. */
function ranksOf(graph: LayoutGraph, places: readonly Place[]): Rank[] {
  const ranks = new Map<number, Rank>();
  for (const { node, y } of places) {
    const height = graph.nodes[node]?.height ?? 0;
    const key = Math.round(y + height / 2);
    const rank = ranks.get(key);
    const top = Math.min(y, rank?.top ?? y);
    ranks.set(key, { top, bottom: Math.max(y + height, rank?.bottom ?? y + height) });
  }
  return [...ranks.values()];
}

/** Labels stand in rows of their own or in one of nodes; the line passes each on its left. */
function labelRanks(graph: LayoutGraph, drawn: Graph, piece: Piece): Rank[] {
  return piece.links.flatMap((at): Rank[] => {
    const link = graph.links[at];
    if (link?.label == null) return [];
    const { y } = drawn.edge(String(link.from), String(link.to), String(at)) as { y: number };
    return [{ top: y - link.label.height / 2, bottom: y + link.label.height / 2 }];
  });
}

/** Rows that overlap, as a label's and that of the nodes beside it, as one. */
function merged(ranks: readonly Rank[]): Rank[] {
  const rows: Rank[] = [];
  for (const rank of [...ranks].sort((a, b) => a.top - b.top)) {
    const last = rows[rows.length - 1];
    if (last === undefined || last.bottom < rank.top) rows.push(rank);
    else rows[rows.length - 1] = { top: last.top, bottom: Math.max(last.bottom, rank.bottom) };
  }
  return rows;
}

/** Straight down within each row, where boxes stand, and slanted only between rows. */
function routeOf(
  graph: LayoutGraph,
  drawn: Graph,
  at: number,
  placeOf: (node: number) => Place,
  ranks: readonly Rank[],
): Route {
  const link = graph.links[at] as LayoutLink;
  const edge = drawn.edge(String(link.from), String(link.to), String(at)) as {
    points: { x: number; y: number }[];
    x?: number;
    y?: number;
    width?: number;
  };
  const source = graph.nodes[link.from];
  const first = placeOf(link.from);
  const last = placeOf(link.to);
  const isPin = (drawn.node(String(link.from)) as { height: number }).height === 0;
  const startX = first.x + (isPin ? 0 : (source?.outX ?? 0));
  const startY = first.y + (isPin ? (source?.outY ?? 0) - (source?.height ?? 0) : (source?.outY ?? 0));
  const middle = edge.points.slice(1, -1).flatMap(({ x, y }) => throughRank(x, y, ranks));
  const rankOf = (y: number): Rank =>
    ranks.find((rank) => rank.top <= y && y <= rank.bottom) ?? { top: y, bottom: y };
  const points: Point[] = [
    [startX, startY],
    [startX, rankOf(isPin ? first.y : first.y + 1).bottom],
    ...middle,
    [last.x, rankOf(last.y).top],
    [last.x, last.y],
  ];
  const labelX = (edge.x ?? 0) - (link.label?.width ?? 0) / 2 + SPACING.label;
  return { link: at, points, label: [labelX, edge.y ?? 0] };
}

function throughRank(x: number, y: number, ranks: readonly Rank[]): Point[] {
  const rank = ranks.find(({ top, bottom }) => top <= y && y <= bottom);
  if (rank === undefined) return [[x, y]];
  return [
    [x, rank.top],
    [x, rank.bottom],
  ];
}
