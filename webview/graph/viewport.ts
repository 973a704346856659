import type { DrawingNode, Rect } from '../../src/core/drawing/drawing.ts';
import type { Direction } from '../../src/core/drawing/viewState.ts';

/** Screen position = drawing position × zoom + pan. */
export interface Viewport {
  readonly zoom: number;
  readonly pan: { readonly x: number; readonly y: number };
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const MARGIN = 20;
const LARGEST_FIT = 1.25;
/** Below this the texts can hardly be read: a longer drawing starts at its top instead of shrinking. */
const SMALLEST_READABLE = 0.62;

/** Everything in view. */
export function wholeViewport(bounds: Rect, size: Size): Viewport {
  const fit = Math.min(roomFor(bounds.width, size.width), roomFor(bounds.height, size.height));
  return centred(bounds, size, Math.min(fit, LARGEST_FIT));
}

/** Everything in view where it can be read then; else the beginning, as large as fits across the panel. */
export function firstViewport(bounds: Rect, size: Size, direction: Direction): Viewport {
  const whole = wholeViewport(bounds, size);
  if (whole.zoom >= SMALLEST_READABLE) return whole;
  const isDown = direction === 'down';
  const across = isDown ? roomFor(bounds.width, size.width) : roomFor(bounds.height, size.height);
  const { zoom, pan } = centred(bounds, size, Math.max(Math.min(across, 1), SMALLEST_READABLE));
  const start = (at: number): number => MARGIN - at * zoom;
  const isLong = (length: number, room: number): boolean => length * zoom > room - 2 * MARGIN;
  const x = !isDown && isLong(bounds.width, size.width) ? start(bounds.x) : pan.x;
  const y = isDown && isLong(bounds.height, size.height) ? start(bounds.y) : pan.y;
  return { zoom, pan: { x, y } };
}

/**
 * How far to move the drawing so that a node which is in both drawings stays where it is on the screen: the
 * one named where it can be seen, or the one nearest to the middle of the panel.
 */
export function anchorShift(
  before: ReadonlyMap<string, DrawingNode>,
  after: ReadonlyMap<string, DrawingNode>,
  anchor: string | null,
  viewport: Viewport,
  size: Size,
  direction: Direction,
): { x: number; y: number } {
  const named = anchor !== null && after.has(anchor) ? before.get(anchor) : undefined;
  const id =
    named !== undefined && isInView(named.box, viewport, size)
      ? named.id
      : nearest(before, after, viewport, size);
  const old = id === null ? undefined : before.get(id);
  const now = id === null ? undefined : after.get(id);
  if (old === undefined || now === undefined) return { x: 0, y: 0 };
  // A frame grows to both sides of its line, which stays; so only what is a box in both tells a move aside.
  const isBox = old.form !== 'frame' && now.form !== 'frame';
  const aside = (from: number, length: number, to: number, other: number): number =>
    isBox ? from + length / 2 - (to + other / 2) : 0;
  const isDown = direction === 'down';
  const dx = isDown ? aside(old.box.x, old.box.width, now.box.x, now.box.width) : old.box.x - now.box.x;
  const dy = isDown ? old.box.y - now.box.y : aside(old.box.y, old.box.height, now.box.y, now.box.height);
  return { x: dx * viewport.zoom, y: dy * viewport.zoom };
}

function isInView({ x, y, width, height }: Rect, { zoom, pan }: Viewport, size: Size): boolean {
  const [left, top] = [x * zoom + pan.x, y * zoom + pan.y];
  return left < size.width && left + width * zoom > 0 && top < size.height && top + height * zoom > 0;
}

function nearest(
  before: ReadonlyMap<string, DrawingNode>,
  after: ReadonlyMap<string, DrawingNode>,
  { zoom, pan }: Viewport,
  size: Size,
): string | null {
  const middle = { x: (size.width / 2 - pan.x) / zoom, y: (size.height / 2 - pan.y) / zoom };
  let best: string | null = null;
  let least = Infinity;
  for (const { id, box, form } of before.values()) {
    if (form === 'frame' || !after.has(id)) continue;
    const away = Math.hypot(box.x + box.width / 2 - middle.x, box.y + box.height / 2 - middle.y);
    if (away < least) [best, least] = [id, away];
  }
  return best;
}

function roomFor(length: number, room: number): number {
  return Math.max(room - 2 * MARGIN, 1) / Math.max(length, 1);
}

function centred(bounds: Rect, size: Size, zoom: number): Viewport {
  return {
    zoom,
    pan: {
      x: size.width / 2 - (bounds.x + bounds.width / 2) * zoom,
      y: size.height / 2 - (bounds.y + bounds.height / 2) * zoom,
    },
  };
}
