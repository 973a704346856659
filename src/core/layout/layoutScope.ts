import { FRAME_INPUT, FRAME_OUTPUT, type Part, type Scope } from '../drawing/scope.ts';
import type { Direction } from '../drawing/viewState.ts';
import type { Brick, LayoutLink, LayoutNode, Place, Route } from './brick.ts';
import { layoutGraph } from './layoutSeries.ts';
import {
  ABOVE,
  BESIDE,
  BUTTON_ROOM,
  edgeLabelSize,
  HEADER_HEIGHT,
  headerOf,
  LINE_HEIGHT,
  type PartSize,
  partSize,
  widthOf,
} from './partSize.ts';

/** Between a frame's sides and what is in it. */
const FRAME_PADDING = 14;
const MIN_FRAME_HALF = 40;

/**
 * Layout knows only one direction: along the data is y, across it is x. Where data flows to the right, all that is
 * measured is given to it with width and height changed, and what it says is turned around when it is drawn.
 * Texts stay horizontal, so what stands beside a box in the one direction stands above it in the other.
 */

/** A scope with places, seen from the point where its line arrives at the top of its frame. */
export interface ScopeLayout {
  readonly brick: Brick;
  readonly parts: readonly PartLayout[];
  /** Its measures. */
  partOf(part: number): PartLayout;
  /** Where a part's line arrives. */
  placeOf(part: number): Place;
  routeOf(link: number): Route | null;
}

/** A part's own measures, seen from the point where its line arrives. */
export interface PartLayout {
  readonly extent: LayoutNode;
  /** The box or frame: its left edge and size; its top is at 0. */
  readonly boxLeft: number;
  readonly boxWidth: number;
  readonly boxHeight: number;
  /** Texts as shown, where the part is not open. */
  readonly size: PartSize;
  readonly inside: ScopeLayout | null;
}

/** Layouts of scopes, so that each distinct one is laid out once. Made and kept by the caller. */
export type LayoutCache = WeakMap<Scope, ScopeLayout>;

export interface LayoutSettings {
  readonly cache: LayoutCache;
  readonly direction: Direction;
}

export function layoutScope(scope: Scope, isFrame: boolean, settings: LayoutSettings): ScopeLayout {
  const { cache, direction } = settings;
  const known = cache.get(scope);
  if (known !== undefined) return known;
  const parts = scope.parts.map((part) => layoutPart(part, settings));
  const nodes = parts.map((part) => part.extent);
  const entry = nodes.length;
  const place = (end: number): number =>
    end === FRAME_INPUT ? entry : end === FRAME_OUTPUT ? entry + 1 : end;
  const links = scope.links.map(
    (link): LayoutLink => ({
      from: place(link.from),
      to: place(link.to),
      label: turned(edgeLabelSize(link.label), direction),
    }),
  );
  const ends = isFrame ? [direction === 'down' ? ENTRY : EXIT, EXIT] : [];
  const graph = isFrame ? entryFirst([...nodes, ...ends], links, entry) : { nodes, links, original: null };
  const layout = toLayout(restore(layoutGraph(graph), graph.original), parts);
  cache.set(scope, layout);
  return layout;
}

function toLayout(brick: Brick, parts: readonly PartLayout[]): ScopeLayout {
  const places: Place[] = [];
  for (const place of brick.places) places[place.node] = place;
  const routes: Route[] = [];
  for (const route of brick.routes) routes[route.link] = route;
  return {
    brick,
    parts,
    partOf: (part) => found(parts, part),
    placeOf: (part) => found(places, part),
    routeOf: (link) => routes[link] ?? null,
  };
}

function found<T>(list: readonly T[], part: number): T {
  const item = list[part];
  if (item === undefined) throw new Error(`part ${part} has no place`);
  return item;
}

const POINT = { left: 0, right: 0, outX: 0, outY: 0, radius: null, aside: false };
/** With the gap below it a header fits beside the line; to the right it stands above it. */
const ENTRY: LayoutNode = { ...POINT, height: 12 };
const EXIT: LayoutNode = { ...POINT, height: 0 };

/** Layout wants topological order: what arrives goes before everything else. */
function entryFirst(
  nodes: readonly LayoutNode[],
  links: readonly LayoutLink[],
  entry: number,
): { nodes: LayoutNode[]; links: LayoutLink[]; original: readonly number[] } {
  const original = [entry, ...nodes.keys()].filter((node, at) => at === 0 || node !== entry);
  const place = new Map(original.map((node, at) => [node, at]));
  return {
    nodes: original.map((node) => nodes[node] ?? ENTRY),
    links: links.map((link) => ({
      ...link,
      from: place.get(link.from) ?? 0,
      to: place.get(link.to) ?? 0,
    })),
    original,
  };
}

function restore(brick: Brick, original: readonly number[] | null): Brick {
  if (original === null) return brick;
  return { ...brick, places: brick.places.map((place) => ({ ...place, node: original[place.node] ?? 0 })) };
}

function layoutPart(part: Part, settings: LayoutSettings): PartLayout {
  const isDown = settings.direction === 'down';
  if (part.inside === null) return isDown ? closedPart(part) : closedPartToTheRight(part);
  const inside = layoutScope(part.inside.scope, true, settings);
  return isDown ? openPart(part, inside) : openPartToTheRight(part, inside);
}

function turned(size: LayoutLink['label'], direction: Direction): LayoutLink['label'] {
  return size === null || direction === 'down' ? size : { width: size.height, height: size.width };
}

function closedPart(part: Part): PartLayout {
  const size = partSize(part);
  const half = size.width / 2;
  const note = part.note === '' ? 0 : BESIDE - 2 + widthOf('note', part.note);
  const label = part.size === '' ? 0 : BESIDE + widthOf('size', part.size);
  const extent = {
    left: half + Math.max(note, label),
    right: half + size.stack,
    height: size.height + size.stack,
    outX: 0,
    outY: size.height,
    radius: part.form === 'circle' ? half : null,
    aside: part.aside,
  };
  return { extent, boxLeft: -half, boxWidth: size.width, boxHeight: size.height, size, inside: null };
}

function openPart(part: Part, inside: ScopeLayout): PartLayout {
  const { brick } = inside;
  const exit = brick.places.find((place) => place.node === inside.parts.length + 1);
  const left = Math.max(
    brick.left + FRAME_PADDING,
    widthOf('header', headerOf(part)) + 2 * BESIDE,
    MIN_FRAME_HALF,
  );
  const right = Math.max(brick.right + FRAME_PADDING, MIN_FRAME_HALF);
  const stack = partSize(part).stack;
  const extent = {
    left,
    right: right + stack,
    height: brick.height + stack,
    outX: exit?.x ?? brick.outX,
    outY: brick.height,
    radius: null,
    aside: part.aside,
  };
  const size = partSize(part);
  return { extent, boxLeft: -left, boxWidth: left + right, boxHeight: brick.height, size, inside };
}

/** Its size and note stand above it, from its left end on. */
function closedPartToTheRight(part: Part): PartLayout {
  const size = partSize(part);
  const half = size.height / 2;
  const labels = [widthOf('note', part.note), widthOf('size', part.size)];
  const label = Math.max(...labels);
  const extent = {
    left: half + (label === 0 ? 0 : ABOVE + LINE_HEIGHT),
    right: half + size.stack,
    height: Math.max(size.width, label) + size.stack,
    outX: 0,
    outY: size.width,
    radius: part.form === 'circle' ? half : null,
    aside: part.aside,
  };
  return { extent, boxLeft: -half, boxWidth: size.height, boxHeight: size.width, size, inside: null };
}

/** Its header stands in a row of its own above all that is in it. */
function openPartToTheRight(part: Part, inside: ScopeLayout): PartLayout {
  const { brick } = inside;
  const exit = brick.places.find((place) => place.node === inside.parts.length + 1);
  const left = Math.max(brick.left + FRAME_PADDING / 2, MIN_FRAME_HALF / 2) + HEADER_HEIGHT;
  const right = Math.max(brick.right + FRAME_PADDING, MIN_FRAME_HALF / 2);
  const size = partSize(part);
  const header = widthOf('header', headerOf(part)) + 2 * BESIDE + 2 * BUTTON_ROOM;
  const length = Math.max(brick.height, header);
  const extent = {
    left,
    right: right + size.stack,
    height: length + size.stack,
    outX: exit?.x ?? brick.outX,
    outY: length,
    radius: null,
    aside: part.aside,
  };
  return { extent, boxLeft: -left, boxWidth: left + right, boxHeight: length, size, inside };
}
