import type { Point, Rect } from './drawing.ts';

/** What several things cover together: the smallest left and top, the largest right and bottom. */
export type Cover = readonly [left: number, top: number, right: number, bottom: number];

export const NOTHING: Cover = [Infinity, Infinity, -Infinity, -Infinity];

/** `other` moved by `by` as well. */
export function cover(covered: Cover, other: Cover, [x, y]: Point = [0, 0]): Cover {
  return [
    Math.min(covered[0], other[0] + x),
    Math.min(covered[1], other[1] + y),
    Math.max(covered[2], other[2] + x),
    Math.max(covered[3], other[3] + y),
  ];
}

export function coverOf({ x, y, width, height }: Rect): Cover {
  return [x, y, x + width, y + height];
}

export function rectOf([left, top, right, bottom]: Cover): Rect {
  return right < left
    ? { x: 0, y: 0, width: 0, height: 0 }
    : { x: left, y: top, width: right - left, height: bottom - top };
}
