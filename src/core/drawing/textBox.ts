import { LINE_HEIGHT, widthOf } from '../layout/partSize.ts';
import type { DrawingText, Rect } from './drawing.ts';

/** The room that a text takes at most. */
export function textBox(text: Omit<DrawingText, 'owner'>): Rect {
  const width = widthOf(text.role, text.text);
  const before = { start: 0, middle: width / 2, end: width }[text.anchor];
  return { x: text.x - before, y: text.y - LINE_HEIGHT / 2, width, height: LINE_HEIGHT };
}
