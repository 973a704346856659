import { leastCommonMultiple } from './divisors.ts';

/**
 * A set of positive integers that repeats from some number on: some numbers below `start`, and from there
 * those whose remainder by `period` is one of `residues`. Made by `numberSet`, it is in its smallest form, so
 * that equal sets look equal.
 */
export interface NumberSet {
  /** Below `start`, ascending. */
  readonly points: readonly number[];
  readonly start: number;
  readonly period: number;
  /** 0 … period − 1, ascending. */
  readonly residues: readonly number[];
}

export const ALL_NUMBERS: NumberSet = { points: [], start: 1, period: 1, residues: [0] };

/** @param points below `start`, in any order. */
export function numberSet(
  points: readonly number[],
  start: number,
  period: number,
  residues: readonly number[],
): NumberSet {
  const sorted = [...new Set(points)].sort((a, b) => a - b);
  const tail = smallestPeriod(period, residues);
  if (tail.residues.length === 0) return { points: sorted, start: (sorted.at(-1) ?? 0) + 1, ...tail };
  const known = new Set(sorted);
  const belongs = new Set(tail.residues);
  let first = start;
  while (first > 1 && known.has(first - 1) === belongs.has((first - 1) % tail.period)) first--;
  return { points: sorted.filter((point) => point < first), start: first, ...tail };
}

export function contains({ points, start, period, residues }: NumberSet, value: number): boolean {
  return value < start ? includesSorted(points, value) : includesSorted(residues, value % period);
}

function includesSorted(sorted: readonly number[], value: number): boolean {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === value;
}

export function isEmpty({ points, residues }: NumberSet): boolean {
  return points.length === 0 && residues.length === 0;
}

export function intersect(a: NumberSet, b: NumberSet): NumberSet {
  // Below its start the set that starts later is its points, so both together are some of them.
  const [early, late] = a.start <= b.start ? [a, b] : [b, a];
  const points = late.points.filter((value) => contains(early, value));
  const period = leastCommonMultiple(a.period, b.period);
  const times = Array.from({ length: period / b.period }, (_, i) => i * b.period);
  const residues = b.residues
    .flatMap((residue) => times.map((shift) => residue + shift))
    .filter((value) => includesSorted(a.residues, value % a.period))
    .sort(ascending);
  return numberSet(points, late.start, period, residues);
}

export function unite(a: NumberSet, b: NumberSet): NumberSet {
  const start = Math.max(a.start, b.start);
  const period = leastCommonMultiple(a.period, b.period);
  const either = (value: number): boolean => contains(a, value) || contains(b, value);
  const below = Array.from({ length: start - 1 }, (_, i) => i + 1).filter(either);
  const residues = Array.from({ length: period }, (_, i) => start + i)
    .filter(either)
    .map((value) => value % period);
  return numberSet(below, start, period, residues);
}

/** Whether every number of `inner` is in `outer`. */
export function isSubset(inner: NumberSet, outer: NumberSet): boolean {
  const both = intersect(inner, outer);
  return (
    both.start === inner.start &&
    both.period === inner.period &&
    sameNumbers(both.points, inner.points) &&
    sameNumbers(both.residues, inner.residues)
  );
}

/** The smallest number of the set that is `from` or more; null where there is none. */
export function firstFrom(set: NumberSet, from: number): number | null {
  const point = set.points.find((value) => value >= from);
  if (point !== undefined) return point;
  const begin = Math.max(from, set.start);
  for (let value = begin; value < begin + set.period; value++) if (contains(set, value)) return value;
  return null;
}

/** The smallest number that is in `inner`, not in `outer`, and `from` or more; null where there is none. */
export function firstOutside(inner: NumberSet, outer: NumberSet, from: number): number | null {
  const end = Math.max(from, inner.start, outer.start) + leastCommonMultiple(inner.period, outer.period);
  // From one number of `inner` to the next, so that what lies between, however much, takes no time.
  for (
    let value = firstFrom(inner, from);
    value !== null && value < end;
    value = firstFrom(inner, value + 1)
  ) {
    if (!contains(outer, value)) return value;
  }
  return null;
}

function smallestPeriod(
  period: number,
  residues: readonly number[],
): { period: number; residues: readonly number[] } {
  if (residues.length === 0) return { period: 1, residues: [] };
  const members = new Set(residues);
  for (let candidate = 1; candidate < period; candidate++) {
    if (period % candidate !== 0) continue;
    if (residues.every((value) => members.has((value + candidate) % period))) {
      return { period: candidate, residues: residues.filter((value) => value < candidate).sort(ascending) };
    }
  }
  return { period, residues: [...members].sort(ascending) };
}

function ascending(a: number, b: number): number {
  return a - b;
}

function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, at) => value === b[at]);
}
