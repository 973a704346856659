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
  if (period === null && restriction.type === 'atLeast') return solveSeveral(restriction, tested, symbols);
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
 * In several symbols. A least size is decided where all of them are 1, the smallest value of sizes that grow.
 * An equation is a linear Diophantine one in every combination of classes: with increments of both signs it
 * has solutions where their greatest common divisor divides the constant; with increments of one sign it has
 * none where the value at 1 is beyond 0 already. A divisibility is looked at in all combinations.
 */
function solveSeveral(restriction: Restriction, tested: Size, symbols: readonly string[]): Solution {
  if (restriction.type === 'atLeast') {
    const isLeast = grows(tested) && valueAtOne(tested, symbols) >= restriction.minimum;
    return isLeast ? ALWAYS : { type: 'several', symbols };
  }
  const repeats = symbols.map((symbol) => periodOf(tested, symbol)).filter((period) => period !== null);
  if (repeats.length < symbols.length) return { type: 'unknown', symbols };
  return restriction.type === 'equal'
    ? solveEquation(tested, symbols, repeats)
    : solveDivisibility(restriction, tested, symbols, repeats);
}

function solveEquation(tested: Size, symbols: readonly string[], repeats: readonly Period[]): Solution {
  const several: Solution = { type: 'several', symbols };
  const signs = new Set(repeats.map(({ increment }) => Math.sign(increment)));
  if (!(signs.has(1) && signs.has(-1))) {
    const negated = timesInteger(tested, -1);
    if (signs.has(1) && grows(tested) && valueAtOne(tested, symbols) > 0) return NEVER;
    if (signs.has(-1) && grows(negated) && valueAtOne(negated, symbols) > 0) return NEVER;
    return several;
  }
  const common = repeats.reduce((gcd, { increment }) => greatestCommonDivisor(gcd, increment), 0);
  const found = values(
    tested,
    symbols,
    repeats.map(({ period }) => period),
  );
  if (found === null) return { type: 'unknown', symbols };
  return found.some((value) => value % common === 0) ? several : NEVER;
}

function solveDivisibility(
  restriction: Restriction & { readonly type: 'divisible' },
  tested: Size,
  symbols: readonly string[],
  repeats: readonly Period[],
): Solution {
  const found = values(
    tested,
    symbols,
    repeats.map((repeat) => repeat.period * roundsOf(restriction, repeat)),
  );
  if (found === null) return { type: 'unknown', symbols };
  const divided = found.filter((value) => value % restriction.divisor === 0).length;
  if (divided === found.length) return ALWAYS;
  return divided === 0 ? NEVER : { type: 'several', symbols };
}

/** The size in every combination of the symbols from 1 to their periods; null where there are too many. */
function values(size: Size, symbols: readonly string[], periods: readonly number[]): number[] | null {
  const combinations = periods.reduce((product, period) => product * period, 1);
  if (combinations > LONGEST_PERIOD) return null;
  return Array.from({ length: combinations }, (_, combination) => {
    let left = combination;
    const chosen = new Map<string, number>();
    symbols.forEach((symbol, i) => {
      const period = periods[i] ?? 1;
      chosen.set(symbol, 1 + (left % period));
      left = Math.floor(left / period);
    });
    return evaluateSize(size, chosen);
  });
}

function valueAtOne(size: Size, symbols: readonly string[]): number {
  return evaluateSize(size, new Map(symbols.map((symbol) => [symbol, 1])));
}

/** Whether it never gets smaller as a symbol grows: what windows, borders and enlargements make of a size. */
function grows(size: Size): boolean {
  if (!isSymbolic(size)) return true;
  return size.terms.every(({ coefficient, atom }) => {
    if (coefficient < 0) return false;
    if (atom.type === 'symbol') return true;
    if (atom.type === 'floor' || atom.type === 'positive') return grows(atom.of);
    // Below 0 a factor would turn the others round.
    return atom.factors.every((factor) => grows(factor) && valueAtOne(factor, symbolsOf(factor)) >= 0);
  });
}

function oneToN(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i + 1);
}
