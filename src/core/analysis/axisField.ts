import type { OpNode } from '../model/model.ts';
import { isSymbolic, type Size } from '../symbolic/symbolicSize.ts';
import { axisRead, type WalkRead } from './axisReads.ts';
import {
  type AxisWalk,
  composeWalks,
  firstAt,
  joinWalks,
  lastAt,
  SAME_PIXEL,
  walkStride,
} from './axisWalk.ts';

/** What a value depends on of one input, along one axis. */
export interface AxisField {
  /** How it moves with the pixel; null for a vector, which has no pixels. */
  readonly walk: AxisWalk | null;
  /** Whether it depends on the whole input (`exact`), or on no more than that is known (`bound`). */
  readonly whole: 'no' | 'exact' | 'bound';
  /** The first and last pixel of the input that any of its pixels reaches; null where that is not known. */
  readonly seen: readonly [first: number, last: number] | null;
  /** Whether pixels of the input, or of a map on the way, may be left out between two that are read. */
  readonly hasHoles: boolean;
  /** Whether pixels at its border may see nothing: they are padding. */
  readonly hasBlindPixels: boolean;
  readonly inputSize: Size;
}

/** The input itself. */
export function ownField(inputSize: Size): AxisField {
  return {
    walk: SAME_PIXEL,
    whole: 'no',
    seen: isSymbolic(inputSize) ? null : [0, inputSize - 1],
    hasHoles: false,
    hasBlindPixels: false,
    inputSize,
  };
}

/** What the output of `node` depends on by way of its producer `index`, which depends on `field`. */
export function readField(field: AxisField, node: OpNode, index: number, axis: 0 | 1): AxisField {
  const shape = node.inputShapes[index] ?? [];
  const read = axisRead(node.op, axis, shape);
  if (read.type === 'same') return field;
  if (read.type === 'whole') return { ...field, walk: null, whole: wholeOf(field) };
  if (read.type === 'same-and-whole') return { ...field, whole: wholeOf(field) };
  const [from, to] = [shape[axis] ?? 1, node.output?.[axis] ?? 1];
  return composeFields(field, {
    walk: read.walk,
    whole: 'no',
    seen: isSymbolic(from) || isSymbolic(to) ? null : seenByWalk(read, from, to),
    hasHoles: read.hasHoles === true,
    hasBlindPixels: isSymbolic(from) || isSymbolic(to) || hasBlindPixels(read.walk, from, to),
    inputSize: from,
  });
}

/** With holes, the outermost pixel within the map may be another than that of the map itself: not known. */
function seenByWalk({ walk, hasHoles }: WalkRead, from: number, to: number): AxisField['seen'] {
  const [first, last] = [firstAt(walk, 0), lastAt(walk, to - 1)];
  if (!walk.isExact || (hasHoles === true && (first < 0 || last >= from))) return null;
  return [Math.max(0, first), Math.min(from - 1, last)];
}

function hasBlindPixels(walk: AxisWalk, from: number, to: number): boolean {
  return lastAt(walk, 0) < 0 || firstAt(walk, to - 1) >= from;
}

/** Whether what sees all of the map sees all of the input. */
function wholeOf({ whole, seen, inputSize }: AxisField): 'exact' | 'bound' {
  if (whole === 'exact') return 'exact';
  const isAll = seen !== null && !isSymbolic(inputSize) && seen[0] <= 0 && seen[1] >= inputSize - 1;
  return whole === 'no' && isAll ? 'exact' : 'bound';
}

/** `inner` is seen from a map, and that map by `outer` from the input. */
export function composeFields(outer: AxisField, inner: AxisField): AxisField {
  const walk = outer.walk === null || inner.walk === null ? null : composeWalks(outer.walk, inner.walk);
  const isLost = walk === null && outer.walk !== null && inner.walk !== null;
  return {
    walk,
    whole: isLost ? 'bound' : wholeThrough(outer, inner),
    seen: seenThrough(outer, inner),
    hasHoles: outer.hasHoles || inner.hasHoles,
    hasBlindPixels: outer.hasBlindPixels || inner.hasBlindPixels,
    inputSize: outer.inputSize,
  };
}

function wholeThrough(outer: AxisField, inner: AxisField): AxisField['whole'] {
  if (inner.whole === 'no' || outer.whole === 'exact') return outer.whole;
  return inner.whole === 'exact' ? wholeOf(outer) : 'bound';
}

/** A pixel that no pixel of the map in between reaches is not reached: at each end the nearer one counts. */
function seenThrough({ walk, seen, hasBlindPixels }: AxisField, inner: AxisField): AxisField['seen'] {
  if (seen === null || inner.seen === null) return null;
  if (walk === null) return seen;
  const first = firstAt(walk, inner.seen[0]);
  const last = lastAt(walk, inner.seen[1]) - walk.slack;
  const isCut = first < seen[0] || last > seen[1];
  // Which of the pixels that see something is the outermost one that is read, is not known then.
  if (isCut && hasBlindPixels && inner.hasHoles) return null;
  return [Math.max(seen[0], first), Math.min(seen[1], last)];
}

/** What depends on both. `length`: the pixels of the map that joins them, null where they are not known. */
export function joinFields(a: AxisField, b: AxisField, length: number | null): AxisField {
  const isBoth = a.walk !== null && b.walk !== null;
  const walk = isBoth ? joinWalks(a.walk, b.walk, length) : (a.walk ?? b.walk);
  const isLost = isBoth && walk === null;
  return {
    walk: isLost ? wider(a.walk, b.walk) : walk,
    whole: isLost && a.whole !== 'exact' && b.whole !== 'exact' ? 'bound' : eitherWhole(a, b),
    seen: seenByBoth(a, b),
    hasHoles: a.hasHoles || b.hasHoles,
    hasBlindPixels: a.hasBlindPixels || b.hasBlindPixels,
    inputSize: a.inputSize,
  };
}

function eitherWhole(a: AxisField, b: AxisField): AxisField['whole'] {
  if (a.whole === 'exact' || b.whole === 'exact') return 'exact';
  return a.whole === 'bound' || b.whole === 'bound' ? 'bound' : 'no';
}

/** At least what both reach: a path that ends early does not vouch for the other. */
function seenByBoth(a: AxisField, b: AxisField): AxisField['seen'] {
  if (a.seen === null || b.seen === null) return null;
  return [Math.max(a.seen[0], b.seen[0]), Math.min(a.seen[1], b.seen[1])];
}

function wider(a: AxisWalk, b: AxisWalk): AxisWalk {
  return walkStride(a) >= walkStride(b) ? a : b;
}
