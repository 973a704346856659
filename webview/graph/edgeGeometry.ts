import type { Point } from '../../src/core/drawing/drawing.ts';

/** A line with corners in Cytoscape's terms: relative to the straight line between its two ends. */
export interface EdgeGeometry {
  /** How far along that line each corner stands, 0 at the start and 1 at the end. */
  readonly weights: readonly number[];
  /** How far beside it, in pixels. */
  readonly distances: readonly number[];
  readonly start: Point;
  readonly end: Point;
}

export function edgeGeometry(points: readonly Point[]): EdgeGeometry {
  const start = points[0] ?? [0, 0];
  const end = points[points.length - 1] ?? start;
  const [dx, dy] = [end[0] - start[0], end[1] - start[1]];
  const length = Math.hypot(dx, dy) || 1;
  const corners = points.slice(1, -1).map(([x, y]) => {
    const [px, py] = [x - start[0], y - start[1]];
    return {
      weight: (px * dx + py * dy) / (length * length),
      distance: (py * dx - px * dy) / length,
    };
  });
  return {
    weights: corners.map(({ weight }) => weight),
    distances: corners.map(({ distance }) => distance),
    start,
    end,
  };
}
