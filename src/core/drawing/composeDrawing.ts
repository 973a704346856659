import type { ReceptiveField } from '../analysis/receptiveField.ts';
import type { PartLayout } from '../layout/layoutScope.ts';
import {
  ABOVE,
  BESIDE,
  FONT_SIZES,
  HEADER_HEIGHT,
  headerOf,
  LINE_HEIGHT,
  shown,
  widthOf,
} from '../layout/partSize.ts';
import type { MaybeShape } from '../model/shape.ts';
import { writtenSize } from '../model/writtenSize.ts';
import type { TextRange } from '../spec/textRange.ts';
import { branchOff, connect } from './connect.ts';
import type {
  DrawingEdge,
  DrawingNode,
  DrawingText,
  DrawnChange,
  DrawnField,
  DrawnShape,
  NodeChange,
  Point,
  Rect,
  TextRole,
} from './drawing.ts';
import { insideOf, type PlacedScope } from './placedScope.ts';
import type { Part, PartChange } from './scope.ts';
import type { StageColours } from './stageColours.ts';
import type { Direction } from './viewState.ts';

interface Owner {
  readonly id: string | null;
  /** For parts that are not written in the user's text: the place of the block's use. */
  readonly ranges: readonly TextRange[];
}

export interface Composed {
  readonly nodes: readonly DrawingNode[];
  readonly edges: readonly DrawingEdge[];
  readonly texts: readonly DrawingText[];
  readonly bounds: Rect;
  /** By node: the texts of the blocks that it stands for and does not show. */
  readonly hiddenTexts: ReadonlyMap<string, readonly TextRange[]>;
}

/** Puts every scope in its place, however often it is used. */
export function composeDrawing(top: PlacedScope, colours: StageColours, direction: Direction): Composed {
  const nodes: DrawingNode[] = [];
  const edges: DrawingEdge[] = [];
  const texts: DrawingText[] = [];
  const hiddenTexts = new Map<string, readonly TextRange[]>();
  const visit = (placed: PlacedScope, owner: Owner): void => {
    placed.scope.parts.forEach((part, at) => {
      const own = placed.layout.parts[at];
      const inner = insideOf(placed, at);
      if (own === undefined || inner === null) return;
      const node = toNode(part, drawnBox(own, inner, direction), placed, owner, colours);
      nodes.push(node);
      if (part.hiddenTexts.length > 0) hiddenTexts.set(node.id, part.hiddenTexts);
      texts.push(...textsOf(part, own, node, direction));
      if (inner.scope !== placed.scope) visit(inner, { id: node.id, ranges: node.ranges });
    });
    const connected = connect(placed, direction);
    edges.push(...connected.edges);
    texts.push(...connected.texts);
  };
  visit(top, { id: null, ranges: [] });
  const lines = branchOff(edges).map((edge) => ({ ...edge, points: drawnPoints(edge.points, direction) }));
  return { nodes, edges: lines, texts, bounds: boundsOf(nodes, lines, texts), hiddenTexts };
}

function toNode(
  part: Part,
  box: Rect,
  { prefix, use }: PlacedScope,
  owner: Owner,
  colours: StageColours,
): DrawingNode {
  const written = part.items.filter((item) => item.source === 'file').map((item) => item.range);
  const { kind, form, title, subtitle, repeat, state, run, inputs, output, trainable, macs, problem } = part;
  const { members, activationBytes } = part;
  const field = use === null || part.outputNode < 0 ? null : use.fieldOf(part.outputNode);
  return {
    id: prefix + part.id,
    parent: owner.id,
    kind,
    form,
    box,
    title,
    subtitle: [subtitle, part.note].filter((text) => text !== '').join(', '),
    repeat,
    state,
    run: run === null ? null : { ...run, id: prefix + run.id },
    stage: part.coloured ? colours.indexOf(output) : -1,
    ranges: written.length > 0 ? written : owner.ranges,
    inputs: inputs.map(drawnShape),
    output: drawnShape(output),
    members: members.map((path) => prefix + path),
    trainable: writtenSize(trainable),
    macs: writtenSize(macs),
    activationBytes: activationBytes === null ? null : writtenSize(activationBytes),
    receptiveField: field === null ? null : drawnField(field),
    problem,
    change: part.change === undefined ? null : changeOf(part.change),
  };
}

function changeOf({ type, before }: PartChange): NodeChange {
  if (before === null) return { type, title: '', output: null, trainable: 0, macs: 0 };
  const { title, subtitle, output, trainable, macs } = before;
  return {
    type,
    title: subtitle === '' ? title : `${title}, ${subtitle}`,
    output: drawnShape(output),
    trainable: writtenSize(trainable),
    macs: writtenSize(macs),
  };
}

function drawnShape(shape: MaybeShape): DrawnShape | null {
  return shape === null ? null : shape.map(writtenSize);
}

function drawnField({ size, isExact, isWholeInput }: ReceptiveField): DrawnField {
  return { size: [writtenSize(size[0]), writtenSize(size[1])], isExact, isWholeInput };
}

/** From layout's one direction to that of the drawing. */
function drawnBox(
  own: PartLayout,
  at: { readonly x: number; readonly y: number },
  direction: Direction,
): Rect {
  const [x, y] = [at.x + own.boxLeft, at.y];
  return direction === 'down'
    ? { x, y, width: own.boxWidth, height: own.boxHeight }
    : { x: y, y: x, width: own.boxHeight, height: own.boxWidth };
}

function drawnPoints(points: readonly Point[], direction: Direction): readonly Point[] {
  return direction === 'down' ? points : points.map(([x, y]): Point => [y, x]);
}

function textsOf(part: Part, own: PartLayout, node: DrawingNode, direction: Direction): DrawingText[] {
  const { box, id: owner } = node;
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const marks = markOf(part, node);
  if (part.inside !== null) {
    const place = { x: box.x + BESIDE, y: box.y + HEADER_HEIGHT / 2, anchor: 'start' } as const;
    return [{ owner, role: 'header', text: headerOf(part), ...place }, ...marks];
  }
  const texts: DrawingText[] = [...marks];
  const add = (role: TextRole, text: string, x: number, y: number, anchor: DrawingText['anchor']): void => {
    if (text !== '') texts.push({ owner, role, text, x, y, anchor });
  };
  const { title, subtitle } = own.size;
  const apart = subtitle === '' ? 0 : (FONT_SIZES.title + 1) / 2;
  add('title', title, middle.x, middle.y - apart, 'middle');
  add('subtitle', subtitle, middle.x, middle.y + apart + 1, 'middle');
  const note = shown('note', part.note);
  if (direction === 'down') {
    add('note', note, box.x - BESIDE + 2, middle.y, 'end');
    add('size', part.size, box.x - BESIDE, middle.y, 'end');
  } else {
    const above = box.y - ABOVE - LINE_HEIGHT / 2;
    add('note', note, box.x, above, 'start');
    add('size', part.size, box.x, above, 'start');
  }
  return texts;
}

/** At the upper left corner, where neither the size nor a line stands. */
function markOf({ change }: Part, { id, box }: DrawingNode): DrawingText[] {
  if (change === undefined) return [];
  const text = MARKS[change.type];
  return [{ owner: id, role: 'mark', text, x: box.x - 3, y: box.y - 1, anchor: 'end' }];
}

/** Colours alone would say nothing to some. */
const MARKS: Readonly<Record<DrawnChange, string>> = {
  added: '+',
  removed: '−',
  changed: '≠',
  reshaped: '↔',
};

/** The smallest rectangle around all of it. */
function boundsOf(
  nodes: readonly DrawingNode[],
  edges: readonly DrawingEdge[],
  texts: readonly DrawingText[],
): Rect {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  const cover = (x0: number, y0: number, x1: number, y1: number): void => {
    left = Math.min(left, x0);
    top = Math.min(top, y0);
    right = Math.max(right, x1);
    bottom = Math.max(bottom, y1);
  };
  const stack = (node: DrawingNode): number => (node.repeat > 1 ? BESIDE : 0);
  for (const node of nodes) {
    const { x, y, width, height } = node.box;
    cover(x, y, x + width + stack(node), y + height + stack(node));
  }
  for (const { points } of edges) for (const [x, y] of points) cover(x, y, x, y);
  for (const text of texts) {
    const { x, y, width, height } = textBox(text);
    cover(x, y, x + width, y + height);
  }
  return nodes.length === 0
    ? { x: 0, y: 0, width: 0, height: 0 }
    : { x: left, y: top, width: right - left, height: bottom - top };
}

/** The room that a text takes at most. */
export function textBox(text: DrawingText): Rect {
  const width = widthOf(text.role, text.text);
  const before = { start: 0, middle: width / 2, end: width }[text.anchor];
  return { x: text.x - before, y: text.y - LINE_HEIGHT / 2, width, height: LINE_HEIGHT };
}
