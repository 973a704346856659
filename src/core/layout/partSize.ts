import type { TextRole } from '../drawing/drawing.ts';
import type { Part } from '../drawing/scope.ts';
import { elide, textWidth } from './textWidth.ts';

/** Font sizes in pixels. A header and the letter of a shortcut are bold. */
export const FONT_SIZES: Readonly<Record<TextRole, number>> = {
  title: 12,
  subtitle: 10,
  header: 11,
  size: 11,
  note: 10,
  edge: 12,
  broken: 11,
  condition: 11,
  mark: 13,
  heading: 13,
};
export const BOLD_ROLES: ReadonlySet<TextRole> = new Set<TextRole>([
  'header',
  'edge',
  'broken',
  'condition',
  'mark',
  'heading',
]);
export const LINE_HEIGHT = 14;
/** How far each card of a stack of equal blocks looks out behind the one before it. */
export const STACK_STEP = 3;
const STACK_CARDS = 2;
/** A text's distance from the box that it stands beside. */
export const BESIDE = 8;
/** And from one that it stands above. */
export const ABOVE = 2;
export const HEADER_HEIGHT = 20;

const BOLD_FACTOR = 1.1;
const MAX_TEXT = 260;
/** A frame is wider than a box. */
const MAX_HEADER = 360;
const PADDING = 12;
const MIN_BOX = 132;
const MIN_PILL = 64;
/** Room at the right of a box for the page's button. */
export const BUTTON_ROOM = 18;
const CIRCLE = 24;

/** The box of a part that is not open, and the texts in and beside it as they will be shown. */
export interface PartSize {
  readonly width: number;
  readonly height: number;
  /** What looks out behind it, to the right and below. */
  readonly stack: number;
  readonly title: string;
  readonly subtitle: string;
}

export function widthOf(role: TextRole, text: string): number {
  return textWidth(text, FONT_SIZES[role]) * (BOLD_ROLES.has(role) ? BOLD_FACTOR : 1);
}

/** The text as it is shown: very long ones are cut with an ellipsis. */
export function shown(role: TextRole, text: string): string {
  return elide(text, FONT_SIZES[role], role === 'header' ? MAX_HEADER : MAX_TEXT);
}

export function partSize(part: Part): PartSize {
  const repeated = part.repeat > 1 && part.kind === 'block' ? `${part.title} ×${part.repeat}` : part.title;
  const title = shown('title', repeated);
  // What is wrong inside a closed stage or block is more worth the line than its arguments.
  const wrong = part.state === 'closed' ? part.problem : '';
  const subtitle = shown('subtitle', wrong === '' ? part.subtitle : wrong);
  const stack = part.repeat > 1 ? STACK_STEP * STACK_CARDS : 0;
  if (part.form === 'circle') return { width: CIRCLE, height: CIRCLE, stack, title, subtitle: '' };
  const button = part.state === 'closed' || part.run !== null ? BUTTON_ROOM : 0;
  const text = Math.max(widthOf('title', title), widthOf('subtitle', subtitle));
  const least = part.form === 'pill' ? MIN_PILL : MIN_BOX;
  const width = evenly(Math.max(least, text + 2 * (PADDING + button)));
  const base = part.form === 'pill' ? 22 : 28;
  return { width, height: subtitle === '' ? base : base + 12, stack, title, subtitle };
}

/** What stands in the top of an open stage or block. */
export function headerOf(part: Part): string {
  const { run, repeat, kind } = part;
  const count = kind === 'block' && repeat > 1 ? ` \u00a0×${repeat}` : '';
  const index = run !== null && run.index > 0 ? ` \u00a0${run.index}/${run.count}` : '';
  return shown('header', `${part.header}${count}${index}`);
}

/** The lines of an edge's label, and the room that they take. */
export function edgeLabelSize(label: string): { readonly width: number; readonly height: number } | null {
  if (label === '') return null;
  const lines = label.split('\n');
  const role = lines.length > 1 ? 'broken' : 'edge';
  return { width: Math.max(...lines.map((line) => widthOf(role, line))), height: LINE_HEIGHT * lines.length };
}

/** Whole and even, so that a box's middle falls on a pixel. */
function evenly(width: number): number {
  return 2 * Math.ceil(width / 2);
}
