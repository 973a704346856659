import type { Point } from '../drawing/drawing.ts';
import {
  type Brick,
  type LayoutGraph,
  type LayoutLink,
  movePlaces,
  moveRoutes,
  type Route,
} from './brick.ts';
import type { Component } from './components.ts';
import { SPACING } from './spacing.ts';

interface Ends {
  readonly from: number | null;
  readonly to: number | null;
}

export interface Column {
  readonly brick: Brick;
  readonly x: number;
  readonly y: number;
}

/** Columns between two nodes that everything passes: the line fans out to them and comes together again. */
export function layoutColumns(
  graph: LayoutGraph,
  ends: Ends,
  links: readonly number[],
  parts: readonly Component[],
  bare: readonly Brick[],
): Brick {
  const bricks = bare.map((brick, at) => withLabelRoom(graph, brick, ends, parts[at], links));
  const xs = columnPlaces(graph, parts, bricks);
  const tallest = Math.max(...bricks.map((brick) => brick.height));
  const above = ends.from === null ? 0 : fanRoom(graph, links, (link) => link.from === ends.from);
  const below = ends.to === null ? 0 : fanRoom(graph, links, (link) => link.to === ends.to);
  const slack = (brick: Brick): number => {
    if (ends.to === null) return 0;
    return (tallest - brick.height) * (ends.from === null ? 1 : 0.5);
  };
  const columns = bricks.map((brick, at) => ({ brick, x: xs[at] ?? 0, y: above + slack(brick) }));
  const height = above + tallest + below;
  const owner = new Map<number, Column>();
  parts.forEach((part, at) => {
    const column = columns[at];
    if (column !== undefined) for (const node of part.nodes) owner.set(node, column);
  });
  const routes = links.flatMap((at): Route[] => {
    const link = graph.links[at];
    if (link === undefined) return [];
    const into = link.from === ends.from ? owner.get(link.to) : undefined;
    const outOf = link.to === ends.to ? owner.get(link.from) : undefined;
    if (into !== undefined) return [fanOut(graph, at, link, into)];
    return outOf === undefined ? [] : [fanIn(graph, at, link, outOf, height)];
  });
  const whole = gather(columns);
  return { ...whole, height, outX: 0, outY: height, routes: [...whole.routes, ...routes] };
}

function fanOut(graph: LayoutGraph, at: number, link: LayoutLink, { x, y }: Column): Route {
  const start = graph.nodes[link.from];
  const turn = SPACING.turn;
  const points: Point[] = [[0, start === undefined ? 0 : start.outY - start.height]];
  if (x !== 0) points.push([0, turn], [x, turn]);
  points.push([x, y]);
  return { link: at, points, label: [x + SPACING.label, turn + (link.label?.height ?? 0) / 2 + 3] };
}

/** From a column's end to where all come together: a circle is entered from a free side, a box from above. */
function fanIn(graph: LayoutGraph, at: number, link: LayoutLink, column: Column, height: number): Route {
  const x = column.x + column.brick.outX;
  const start = column.y + column.brick.outY;
  const end = graph.nodes[link.to];
  const label: Point = [
    x + SPACING.label,
    column.y + column.brick.height + (link.label?.height ?? 0) / 2 + 3,
  ];
  if (x === 0)
    return {
      link: at,
      points: [
        [0, start],
        [0, height],
      ],
      label,
    };
  const isFree = end !== undefined && (x > 0 || end.left === end.radius);
  if (isFree && end.radius !== null) {
    const middle = height + end.radius;
    const side = Math.sign(x) * end.radius;
    return {
      link: at,
      points: [
        [x, start],
        [x, middle],
        [side, middle],
      ],
      label,
    };
  }
  const turn = height - SPACING.turn;
  return {
    link: at,
    points: [
      [x, start],
      [x, turn],
      [0, turn],
      [0, height],
    ],
    label,
  };
}

/** Room for the lines to turn, and for the tallest label beside them. */
function fanRoom(graph: LayoutGraph, links: readonly number[], isOne: (link: LayoutLink) => boolean): number {
  let room: number = SPACING.fan;
  for (const at of links) {
    const link = graph.links[at];
    if (link !== undefined && isOne(link) && link.label !== null) {
      room = Math.max(room, link.label.height + SPACING.turn + 6);
    }
  }
  return room;
}

/** The column as wide as the label of a line that comes in or goes out. */
function withLabelRoom(
  graph: LayoutGraph,
  brick: Brick,
  ends: Ends,
  part: Component | undefined,
  links: readonly number[],
): Brick {
  let right = brick.right;
  for (const at of links) {
    const link = graph.links[at];
    if (link?.label == null || part === undefined) continue;
    const isOurs =
      (link.from === ends.from && link.to === part.nodes[0]) ||
      (link.to === ends.to && link.from === part.nodes.at(-1));
    if (isOurs) right = Math.max(right, Math.max(0, brick.outX) + SPACING.label + link.label.width);
  }
  return { ...brick, right };
}

/** The main columns around the line, what stands on a shortcut to the right of them. */
function columnPlaces(graph: LayoutGraph, parts: readonly Component[], bricks: readonly Brick[]): number[] {
  const isAside = parts.map((part) => part.nodes.every((node) => graph.nodes[node]?.aside === true));
  const order = [...parts.keys()].sort((a, b) => Number(isAside[a]) - Number(isAside[b]) || a - b);
  const row = rowFrom(order.map((at) => bricks[at]).filter((brick) => brick !== undefined));
  const mains = isAside.filter((aside) => !aside).length || parts.length;
  const middle = ((row[(mains - 1) >> 1] ?? 0) + (row[mains >> 1] ?? 0)) / 2;
  const xs: number[] = parts.map(() => 0);
  order.forEach((at, place) => {
    xs[at] = (row[place] ?? 0) - middle;
  });
  return xs;
}

/** Where the lines of bricks stand that are set beside each other, the first at 0. */
function rowFrom(bricks: readonly Brick[]): number[] {
  const xs: number[] = [];
  let edge = 0;
  bricks.forEach((brick, at) => {
    const x = at === 0 ? 0 : edge + SPACING.column + brick.left;
    xs.push(x);
    edge = x + brick.right;
  });
  return xs;
}

/** Bricks at their places as one; the first one's line is the whole's. */
export function gather(columns: readonly Column[]): Brick {
  const [first] = columns;
  return {
    left: Math.max(0, ...columns.map(({ brick, x }) => brick.left - x)),
    right: Math.max(0, ...columns.map(({ brick, x }) => brick.right + x)),
    height: Math.max(0, ...columns.map(({ brick, y }) => brick.height + y)),
    outX: first?.brick.outX ?? 0,
    outY: first?.brick.outY ?? 0,
    places: columns.flatMap(({ brick, x, y }) => movePlaces(brick, x, y)),
    routes: columns.flatMap(({ brick, x, y }) => moveRoutes(brick, x, y)),
  };
}
