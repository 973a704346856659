import type { Drawing, DrawingEdge, DrawingNode, Point, Rect } from '../../src/core/drawing/drawing.ts';
import { textBox } from '../../src/core/drawing/textBox.ts';

/** What an eye would find wrong with a drawing, each as a sentence; empty where it is sound. */
export function drawingFaults(drawing: Drawing): string[] {
  const nodes = new Map(drawing.nodes.map((node) => [node.id, node]));
  return [
    ...repeatedIds(drawing),
    ...overlaps(drawing, nodes),
    ...escapes(drawing, nodes),
    ...looseEnds(drawing, nodes),
    ...crossedBoxes(drawing, nodes),
    ...cutTexts(drawing, nodes),
    ...coveredTexts(drawing, nodes),
    ...coveredByLines(drawing),
  ];
}

type Nodes = ReadonlyMap<string, DrawingNode>;

function repeatedIds({ nodes, edges }: Drawing): string[] {
  const seen = new Set<string>();
  const faults: string[] = [];
  for (const { id } of [...nodes, ...edges]) {
    if (seen.has(id)) faults.push(`${id} is there twice`);
    seen.add(id);
  }
  return faults;
}

function overlaps(drawing: Drawing, nodes: Nodes): string[] {
  const faults: string[] = [];
  for (const [a, b] of nearPairs(drawing.nodes, (node) => node.box)) {
    if (isInside(a, b.id, nodes) || isInside(b, a.id, nodes)) continue;
    if (overlap(a.box, b.box)) faults.push(`${a.id} overlaps ${b.id}`);
  }
  return faults;
}

function escapes(drawing: Drawing, nodes: Nodes): string[] {
  return drawing.nodes.flatMap((node) => {
    const frame = node.parent === null ? undefined : nodes.get(node.parent);
    return frame === undefined || contains(frame.box, node.box)
      ? []
      : [`${node.id} leaves its frame ${frame.id}`];
  });
}

function looseEnds(drawing: Drawing, nodes: Nodes): string[] {
  const faults: string[] = [];
  for (const edge of drawing.edges) {
    const source = nodes.get(edge.source);
    const target = nodes.get(edge.target);
    const first = edge.points[0];
    const last = edge.points[edge.points.length - 1];
    if (source === undefined || target === undefined || first === undefined || last === undefined) {
      faults.push(`${edge.id} has no ends`);
      continue;
    }
    const branches = drawing.edges.some(
      (other) =>
        other !== edge &&
        other.source === edge.source &&
        segments(other).some((part) => onSegment(first, part)),
    );
    if (!onBorder(first, source.box) && !branches) faults.push(`${edge.id} starts away from its source`);
    const joins = drawing.edges.some(
      (other) =>
        edge.change === 'removed' &&
        other.change !== 'removed' &&
        other.target === edge.target &&
        segments(other).some((part) => onSegment(last, part)),
    );
    if (!onBorder(last, target.box) && !joins) faults.push(`${edge.id} ends away from its target`);
  }
  return faults;
}

function crossedBoxes(drawing: Drawing, nodes: Nodes): string[] {
  const faults: string[] = [];
  const lines = drawing.edges.flatMap((edge) =>
    segments(edge).map((part) => ({ edge, part, box: boxOf(part) })),
  );
  const items = [
    ...drawing.nodes.map((node) => ({ node, line: null, box: node.box })),
    ...lines.map((line) => ({ node: null, line, box: line.box })),
  ];
  for (const [a, b] of nearPairs(items, (item) => item.box)) {
    const node = a.node ?? b.node;
    const line = a.line ?? b.line;
    if (node === null || line === null) continue;
    const { edge, part } = line;
    if (node.id === edge.source || node.id === edge.target) continue;
    const holdsAnEnd = [edge.source, edge.target].some((end) => {
      const inner = nodes.get(end);
      return inner !== undefined && isInside(inner, node.id, nodes);
    });
    if (!holdsAnEnd && cutsThrough(part, node.box)) faults.push(`${edge.id} runs through ${node.id}`);
  }
  return faults;
}

function cutTexts(drawing: Drawing, nodes: Nodes): string[] {
  return drawing.texts.flatMap((text) => {
    const owner = nodes.get(text.owner);
    const isInner = ['title', 'subtitle', 'header'].includes(text.role);
    if (!isInner || owner === undefined) return [];
    return contains(owner.box, textBox(text)) ? [] : [`"${text.text}" does not fit in ${owner.id}`];
  });
}

/** Texts over each other, or over a box that they do not belong to and that does not hold their owner. */
function coveredTexts(drawing: Drawing, nodes: Nodes): string[] {
  const edges = new Map(drawing.edges.map((edge) => [edge.id, edge]));
  const items = [
    ...drawing.texts.map((text) => ({ text, node: null, box: shrink(textBox(text)) })),
    ...drawing.nodes.map((node) => ({ text: null, node, box: node.box })),
  ];
  const faults: string[] = [];
  for (const [a, b] of nearPairs(items, (item) => item.box)) {
    if (!overlap(a.box, b.box)) continue;
    if (a.text !== null && b.text !== null) faults.push(`"${a.text.text}" lies over "${b.text.text}"`);
    const text = a.text ?? b.text;
    const node = a.node ?? b.node;
    if (text === null || node === null || node.id === text.owner) continue;
    const owner = nodes.get(text.owner) ?? nodes.get(edges.get(text.owner)?.target ?? '');
    if (owner !== undefined && (owner.id === node.id || isInside(owner, node.id, nodes))) continue;
    faults.push(`"${text.text}" of ${text.owner} lies over ${node.id}`);
  }
  return faults;
}

function coveredByLines(drawing: Drawing): string[] {
  const items = [
    ...drawing.texts.map((text) => ({ text, edge: null, part: null, box: shrink(textBox(text)) })),
    ...drawing.edges.flatMap((edge) =>
      segments(edge).map((part) => ({ text: null, edge, part, box: boxOf(part) })),
    ),
  ];
  const faults: string[] = [];
  for (const [a, b] of nearPairs(items, (item) => item.box)) {
    const text = a.text ?? b.text;
    const part = a.part ?? b.part;
    const edge = a.edge ?? b.edge;
    if (text === null || part === null || edge === null) continue;
    const isInBox = text.role === 'title' || text.role === 'subtitle';
    if (!isInBox && cutsThrough(part, shrink(textBox(text))))
      faults.push(`${edge.id} runs over "${text.text}" of ${text.owner}`);
  }
  return faults;
}

/** Pairs that meet along the longer side of it all, found by a sweep from one end to the other. */
function* nearPairs<T>(items: readonly T[], boxOf_: (item: T) => Rect): Generator<[T, T]> {
  const boxes = items.map((item) => ({ item, box: boxOf_(item) }));
  const farthest = (end: (box: Rect) => number): number =>
    boxes.reduce((most, { box }) => Math.max(most, end(box)), 0);
  const isTall = farthest(({ y, height }) => y + height) > farthest(({ x, width }) => x + width);
  const sorted = boxes
    .map(({ item, box: { x, y, width, height } }) =>
      isTall ? { item, from: y, to: y + height } : { item, from: x, to: x + width },
    )
    .sort((a, b) => a.from - b.from);
  let active: typeof sorted = [];
  for (const entry of sorted) {
    active = active.filter(({ to }) => to >= entry.from);
    for (const other of active) yield [other.item, entry.item];
    active.push(entry);
  }
}

type Segment = readonly [Point, Point];

function segments(edge: DrawingEdge): Segment[] {
  return edge.points.slice(1).map((point, at): Segment => [edge.points[at] ?? point, point]);
}

function boxOf([[x0, y0], [x1, y1]]: Segment): Rect {
  return { x: Math.min(x0, x1), y: Math.min(y0, y1), width: Math.abs(x1 - x0), height: Math.abs(y1 - y0) };
}

const TOLERANCE = 0.6;

function overlap(a: Rect, b: Rect): boolean {
  return (
    a.x + a.width > b.x + TOLERANCE &&
    b.x + b.width > a.x + TOLERANCE &&
    a.y + a.height > b.y + TOLERANCE &&
    b.y + b.height > a.y + TOLERANCE
  );
}

function contains(outer: Rect, inner: Rect): boolean {
  return (
    outer.x <= inner.x + TOLERANCE &&
    outer.y <= inner.y + TOLERANCE &&
    outer.x + outer.width >= inner.x + inner.width - TOLERANCE &&
    outer.y + outer.height >= inner.y + inner.height - TOLERANCE
  );
}

/** The line height leaves more room above and below the letters than they use. */
function shrink({ x, y, width, height }: Rect): Rect {
  return { x: x + 1, y: y + 2, width: Math.max(width - 2, 0), height: height - 4 };
}

function onBorder([x, y]: Point, box: Rect): boolean {
  const inside = contains(box, { x, y, width: 0, height: 0 });
  const gap = Math.min(
    Math.abs(x - box.x),
    Math.abs(x - box.x - box.width),
    Math.abs(y - box.y),
    Math.abs(y - box.y - box.height),
  );
  return inside && gap <= TOLERANCE;
}

function onSegment([x, y]: Point, [[x0, y0], [x1, y1]]: Segment): boolean {
  const length = Math.hypot(x1 - x0, y1 - y0);
  const away = Math.hypot(x - x0, y - y0) + Math.hypot(x - x1, y - y1) - length;
  return away < TOLERANCE;
}

/** Whether part of the segment lies in the inside of the box (Liang and Barsky's clipping). */
function cutsThrough([[x0, y0], [x1, y1]]: Segment, box: Rect): boolean {
  let [from, to] = [0, 1];
  const sides: [number, number][] = [
    [x0 - x1, x0 - (box.x + TOLERANCE)],
    [x1 - x0, box.x + box.width - TOLERANCE - x0],
    [y0 - y1, y0 - (box.y + TOLERANCE)],
    [y1 - y0, box.y + box.height - TOLERANCE - y0],
  ];
  for (const [direction, distance] of sides) {
    if (direction === 0 && distance < 0) return false;
    if (direction < 0) from = Math.max(from, distance / direction);
    if (direction > 0) to = Math.min(to, distance / direction);
  }
  return from < to;
}

function isInside(node: DrawingNode, frame: string, nodes: Nodes): boolean {
  for (let at = node.parent; at !== null; at = nodes.get(at)?.parent ?? null) if (at === frame) return true;
  return false;
}
