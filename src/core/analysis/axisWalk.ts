import { greatestCommonDivisor, leastCommonMultiple } from '../symbolic/divisors.ts';

/**
 * What the pixels of a map see of an input, along one axis. Pixel `phases·q + r` sees from `step·q + first[r]`
 * to `step·q + last[r]`; `phases` is the length of both lists, and more than one only behind an `upsample`.
 * Both ends rise with the pixel. The span is the theoretical one: at the border it may reach beyond the input.
 */
export interface AxisWalk {
  readonly step: number;
  readonly first: readonly number[];
  readonly last: readonly number[];
  /**
   * How far the whole may lie further to the front: where `same` pads a map whose size is a symbol, it is not
   * known on which side the odd pixel goes.
   */
  readonly slack: number;
  /** False where the true span may be smaller. */
  readonly isExact: boolean;
}

/** Beyond this the pixels of an enlarged map are not told apart any more. */
const MOST_PHASES = 1024;

const ONE_PIXEL: readonly number[] = [0];

export const SAME_PIXEL: AxisWalk = { step: 1, first: [0], last: [0], slack: 0, isExact: true };

export function firstAt({ step, first }: AxisWalk, pixel: number): number {
  const turn = Math.floor(pixel / first.length);
  return step * turn + (first[pixel - turn * first.length] ?? 0);
}

export function lastAt({ step, last }: AxisWalk, pixel: number): number {
  const turn = Math.floor(pixel / last.length);
  return step * turn + (last[pixel - turn * last.length] ?? 0);
}

/** The widest span of any pixel. */
export function walkSize({ first, last }: AxisWalk): number {
  return Math.max(...last.map((end, phase) => end - (first[phase] ?? 0) + 1));
}

/** How far the span moves from one pixel to the next: a fraction behind an `upsample`. */
export function walkStride({ step, first }: AxisWalk): number {
  return step / first.length;
}

/** What is seen through `inner`, whose pixels see the map that sees by `outer`; null with too many phases. */
export function composeWalks(outer: AxisWalk, inner: AxisWalk): AxisWalk | null {
  const turns = outer.first.length / greatestCommonDivisor(outer.first.length, inner.step);
  const phases = inner.first.length * turns;
  if (phases > MOST_PHASES) return null;
  // Nearly always there is one, and a list of one is not worth making.
  const pixels = phases === 1 ? ONE_PIXEL : Array.from({ length: phases }, (_, pixel) => pixel);
  return {
    step: (outer.step * inner.step * turns) / outer.first.length,
    first: pixels.map((pixel) => firstAt(outer, firstAt(inner, pixel))),
    last: pixels.map((pixel) => lastAt(outer, lastAt(inner, pixel))),
    slack: outer.slack + outer.step * Math.ceil(inner.slack / outer.first.length),
    isExact: outer.isExact && inner.isExact && (inner.slack === 0 || outer.first.length === 1),
  };
}

/**
 * What a pixel sees that joins two maps of `length` pixels. Where they move at different strides, a bound: the
 * wider stride with a span that holds both at each pixel; null where the length is not known then.
 */
export function joinWalks(a: AxisWalk, b: AxisWalk, length: number | null): AxisWalk | null {
  if (walkStride(a) !== walkStride(b)) return length === null ? null : boundWalks(a, b, length);
  if (holds(a, b)) return a;
  if (holds(b, a)) return b;
  const phases = leastCommonMultiple(a.first.length, b.first.length);
  if (phases > MOST_PHASES) return null;
  const pixels = Array.from({ length: phases }, (_, pixel) => pixel);
  const slack = a.slack + b.slack;
  return {
    step: walkStride(a) * phases,
    first: pixels.map((pixel) => Math.min(firstAt(a, pixel) - a.slack, firstAt(b, pixel) - b.slack)),
    last: pixels.map((pixel) => Math.max(lastAt(a, pixel), lastAt(b, pixel))),
    slack: 0,
    isExact: a.isExact && b.isExact && slack === 0,
  };
}

/** Whether what `a` sees holds what `b` sees, wherever within their slack the two lie. */
function holds(a: AxisWalk, b: AxisWalk): boolean {
  if (a.first.length !== 1 || b.first.length !== 1) return false;
  return firstAt(a, 0) <= firstAt(b, 0) - b.slack && lastAt(a, 0) - a.slack >= lastAt(b, 0);
}

function boundWalks(a: AxisWalk, b: AxisWalk, length: number): AxisWalk {
  const step = Math.ceil(Math.max(walkStride(a), walkStride(b)));
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (let pixel = 0; pixel < length; pixel += 1) {
    for (const walk of [a, b]) {
      first = Math.min(first, firstAt(walk, pixel) - walk.slack - step * pixel);
      last = Math.max(last, lastAt(walk, pixel) - step * pixel);
    }
  }
  return { step, first: [first], last: [last], slack: 0, isExact: false };
}
