import type { Point } from '../drawing/drawing.ts';

const CORNER = 7;

/** A path as SVG writes it (`d`) along the points, its corners rounded as far as their legs are long enough. */
export function roundedPath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  let path = `M${spot(first)}`;
  let before = first;
  rest.forEach((corner, at) => {
    const after = rest[at + 1];
    if (after === undefined) {
      path += `L${spot(corner)}`;
      return;
    }
    const reach = Math.min(CORNER, distance(before, corner) / 2, distance(corner, after) / 2);
    path += `L${spot(towards(corner, before, reach))}Q${spot(corner)} ${spot(towards(corner, after, reach))}`;
    before = corner;
  });
  return path;
}

/** Coordinates with at most two decimals. */
export function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function spot([x, y]: Point): string {
  return `${round(x)} ${round(y)}`;
}

function distance(a: Point, b: Point): number {
  return Math.hypot(b[0] - a[0], b[1] - a[1]);
}

function towards(from: Point, to: Point, by: number): Point {
  const length = distance(from, to);
  if (length === 0) return from;
  return [from[0] + ((to[0] - from[0]) * by) / length, from[1] + ((to[1] - from[1]) * by) / length];
}
