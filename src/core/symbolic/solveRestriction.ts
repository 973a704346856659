import { greatestCommonDivisor } from './divisors.ts';
import { evaluateSize, symbolsOf } from './evaluateSize.ts';
import { type NumberSet, numberSet } from './numberSet.ts';
import { type Period, periodOf } from './periodOf.ts';
import { addSizes, isSymbolic, type Size, timesInteger } from './symbolicSize.ts';

/** What has to hold for a layer to make sense. */
export type Restriction =
  | { readonly type: 'equal'; readonly left: Size; readonly right: Size }
  | { readonly type: 'atLeast'; readonly size: Size; readonly minimum: number }
  | { readonly type: 'divisible'; readonly size: Size; readonly divisor: number };

/**
 * For which values of the symbols a restriction holds.
 * `values` where it depends on one symbol: exactly these. `several` where it depends on more than one, and
 * some values fit. `unknown` where it cannot be decided: a product of sizes, or a period that is too long.
 */
export type Solution =
  | { readonly type: 'always' }
  | { readonly type: 'never' }
  | { readonly type: 'values'; readonly symbol: string; readonly set: NumberSet }
  | { readonly type: 'several'; readonly symbols: readonly string[] }
  | { readonly type: 'unknown'; readonly symbols: readonly string[] };

export const NEVER: Solution = { type: 'never' };
const ALWAYS: Solution = { type: 'always' };

/** Longer periods are not looked through. Five halvings have 32, with an average over 3, 5 and 7 in it 3,360. */
const LONGEST_PERIOD = 65_536;

/** `NEVER` itself where nothing fits. Decided exactly, through the periods of rounded quotients: no value of a symbol is left to chance. */
export function solveRestriction(restriction: Restriction): Solution {
  const tested = testedSize(restriction);
  if (!isSymbolic(tested)) return holds(restriction, tested) ? ALWAYS : NEVER;
  const symbols = symbolsOf(tested);
  const [symbol] = symbols;
  if (symbol === undefined) return { type: 'always' };
  if (symbols.length > 1) return solveSeveral(restriction, tested, symbols);
  const period = periodOf(tested, symbol);
  if (period === null || period.period * roundsOf(restriction, period) > LONGEST_PERIOD) {
    return { type: 'unknown', symbols };
  }
  const set = solveOne(restriction, period, (value) => evaluateSize(tested, new Map([[symbol, value]])));
  if (set.residues.length === 0 && set.points.length === 0) return NEVER;
  const isAll = set.start === 1 && set.period === 1;
  return isAll ? { type: 'always' } : { type: 'values', symbol, set };
}

/** The size whose value decides: the difference of the two sides of an equation. */
function testedSize(restriction: Restriction): Size {
  return restriction.type === 'equal'
    ? addSizes(restriction.left, timesInteger(restriction.right, -1))
    : restriction.size;
}

function holds(restriction: Restriction, value: number): boolean {
  switch (restriction.type) {
    case 'equal':
      return value === 0;
    case 'atLeast':
      return value >= restriction.minimum;
    case 'divisible':
      return value % restriction.divisor === 0;
  }
}

/** How many periods pass before the remainder by the divisor repeats, too. */
function roundsOf(restriction: Restriction, { increment }: Period): number {
  if (restriction.type !== 'divisible') return 1;
  return restriction.divisor / greatestCommonDivisor(restriction.divisor, increment);
}

function solveOne(restriction: Restriction, repeats: Period, at: (value: number) => number): NumberSet {
  const { period, increment } = repeats;
  if (restriction.type === 'divisible') {
    return periodic(period * roundsOf(restriction, repeats), (value) => holds(restriction, at(value)));
  }
  if (increment === 0) return periodic(period, (value) => holds(restriction, at(value)));
  const wanted = restriction.type === 'atLeast' ? restriction.minimum : 0;
  // In each class of numbers r, r + period, … the value is at(r) + increment·round.
  const crossings = oneToN(period).map((value) => ({ value, round: (wanted - at(value)) / increment }));
  if (restriction.type === 'equal') {
    const whole = crossings.filter(({ round }) => round >= 0 && Number.isInteger(round));
    const points = whole.map(({ value, round }) => value + period * round);
    return numberSet(points, Math.max(0, ...points) + 1, 1, []);
  }
  return increment > 0 ? fromThreshold(crossings, period) : upToThreshold(crossings, period);
}

interface Crossing {
  readonly value: number;
  readonly round: number;
}

/** Every class holds from its crossing on; classes may begin to hold at different rounds. */
function fromThreshold(crossings: readonly Crossing[], period: number): NumberSet {
  const firsts = crossings.map(({ value, round }) => value + period * Math.max(0, Math.ceil(round)));
  const start = Math.max(...firsts);
  const points = firsts.flatMap((first) => {
    const count = Math.max(0, Math.ceil((start - first) / period));
    return Array.from({ length: count }, (_, i) => first + i * period);
  });
  return numberSet(points, start, 1, [0]);
}

function upToThreshold(crossings: readonly Crossing[], period: number): NumberSet {
  const points = crossings.flatMap(({ value, round }) =>
    Array.from({ length: Math.max(0, Math.floor(round) + 1) }, (_, i) => value + i * period),
  );
  return numberSet(points, Math.max(0, ...points) + 1, 1, []);
}

function periodic(period: number, test: (value: number) => boolean): NumberSet {
  const residues = oneToN(period)
    .filter(test)
    .map((value) => value % period);
  return numberSet([], 1, period, residues);
}

/**
 * Of an equation in several symbols only whether any values fit: in every combination of classes it is a
 * linear Diophantine equation, which has a solution in numbers from 0 on where the greatest common divisor of
 * the increments divides the constant and two increments have opposite signs, or where a search up to the
 * point from which all classes are on one side finds one.
 */
function solveSeveral(restriction: Restriction, tested: Size, symbols: readonly string[]): Solution {
  const several: Solution = { type: 'several', symbols };
  if (restriction.type !== 'equal') return several;
  const periods = symbols.map((symbol) => periodOf(tested, symbol));
  const known = periods.filter((period) => period !== null);
  const classes = known.reduce((product, { period }) => product * period, 1);
  if (known.length < periods.length || classes > LONGEST_PERIOD) return { type: 'unknown', symbols };
  const increments = known.map(({ increment }) => increment);
  const hasOpposites = increments.some((a) => a > 0) && increments.some((a) => a < 0);
  if (!hasOpposites) return { type: 'unknown', symbols };
  const common = increments.reduce(greatestCommonDivisor, 0);
  for (let combination = 0; combination < classes; combination++) {
    let left = combination;
    const values = new Map(
      symbols.map((symbol, i) => {
        const period = known[i]?.period ?? 1;
        const value = 1 + (left % period);
        left = Math.floor(left / period);
        return [symbol, value];
      }),
    );
    if (evaluateSize(tested, values) % common === 0) return several;
  }
  return NEVER;
}

function oneToN(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i + 1);
}
