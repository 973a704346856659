import type { Point } from '../drawing/drawing.ts';

/**
 * The outer measures of something to be placed, in pixels, seen from the point where its line arrives: x = 0
 * is that line, y = 0 its top.
 */
export interface Extent {
  /** How far it reaches to the left and right of the arriving line; both are positive. */
  readonly left: number;
  readonly right: number;
  readonly height: number;
  /** Where its line leaves: usually below where it arrived. */
  readonly outX: number;
  readonly outY: number;
}

/** A node to be placed. */
export interface LayoutNode extends Extent {
  /** Lines from the side end at its side; into all others they come from above. Half its width; else null. */
  readonly radius: number | null;
  /** True for what is put to the right of the line that it goes around. */
  readonly aside: boolean;
}

/** A line to be routed, and the room that its label needs beside it. */
export interface LayoutLink {
  readonly from: number;
  readonly to: number;
  readonly label: { readonly width: number; readonly height: number } | null;
}

export interface LayoutGraph {
  /** In topological order. */
  readonly nodes: readonly LayoutNode[];
  readonly links: readonly LayoutLink[];
}

export interface Place {
  readonly node: number;
  readonly x: number;
  readonly y: number;
}

export interface Route {
  readonly link: number;
  readonly points: readonly Point[];
  /** Where its label starts: the left end, half its height. */
  readonly label: Point;
}

/** Some nodes and links with places, relative to the point where the line arrives. */
export interface Brick extends Extent {
  readonly places: readonly Place[];
  readonly routes: readonly Route[];
}

export function movePlaces(brick: Brick, x: number, y: number): Place[] {
  return brick.places.map((place) => ({ node: place.node, x: place.x + x, y: place.y + y }));
}

export function moveRoutes(brick: Brick, x: number, y: number): Route[] {
  return brick.routes.map(({ link, points, label }) => ({
    link,
    points: points.map(([px, py]): Point => [px + x, py + y]),
    label: [label[0] + x, label[1] + y],
  }));
}
