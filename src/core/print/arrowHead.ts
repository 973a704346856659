import type { Point } from '../drawing/drawing.ts';

/** Of an arrow head, whose point is the line's end. */
export const HEAD_LENGTH = 6;
export const HEAD_WIDTH = 6;

/** The three corners of the head at the end of a line, its point first. Null for a line that goes nowhere. */
export function arrowHead(points: readonly Point[]): readonly [Point, Point, Point] | null {
  const tip = points[points.length - 1];
  const before = tip === undefined ? undefined : points.findLast(([x, y]) => x !== tip[0] || y !== tip[1]);
  if (tip === undefined || before === undefined) return null;
  const length = Math.hypot(tip[0] - before[0], tip[1] - before[1]);
  const [dx, dy] = [(tip[0] - before[0]) / length, (tip[1] - before[1]) / length];
  const corner = (side: number): Point => [
    tip[0] - HEAD_LENGTH * dx - side * dy,
    tip[1] - HEAD_LENGTH * dy + side * dx,
  ];
  return [tip, corner(HEAD_WIDTH / 2), corner(-HEAD_WIDTH / 2)];
}
