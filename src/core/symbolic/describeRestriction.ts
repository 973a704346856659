import { type Message, message } from '../diagnostics/message.ts';
import { describeSet } from './describeSet.ts';
import { evaluateSize } from './evaluateSize.ts';
import type { SolvedRestriction } from './fit.ts';
import { formatExact } from './formatSize.ts';
import { ALL_NUMBERS, firstFrom, firstOutside, type NumberSet } from './numberSet.ts';
import type { Size } from './symbolicSize.ts';

/**
 * What has to hold, and a value for which it does not: "H must be a multiple of 32 (for H = 33: 64 against 33)."
 * @param allowed what the symbol may be by the restrictions before this one.
 */
export function describeRestriction(
  restriction: SolvedRestriction,
  allowed: NumberSet = ALL_NUMBERS,
): Message {
  const { solution } = restriction;
  if (solution.type !== 'values') return describeSeveral(restriction);
  const { symbol, set } = solution;
  const condition = conditionOf(restriction);
  const value = counterExample(set, allowed);
  const values = new Map([[symbol, value]]);
  const number = (size: Size): number => evaluateSize(size, values);
  const args = { condition, symbol, value };
  switch (restriction.type) {
    case 'equal':
      return message('{condition} (for {symbol} = {value}: {left} against {right}).', {
        ...args,
        left: number(restriction.left),
        right: number(restriction.right),
      });
    case 'atLeast':
      return message('{condition} (for {symbol} = {value}, {size} is {found}).', {
        ...args,
        size: formatExact(restriction.size),
        found: number(restriction.size),
      });
    case 'divisible':
      return message('{condition} (for {symbol} = {value}: {found} is no multiple of {divisor}).', {
        ...args,
        found: number(restriction.size),
        divisor: restriction.divisor,
      });
  }
}

/** What has to hold: "H must be a multiple of 32". A clause without its full stop. */
export function conditionOf(restriction: SolvedRestriction): Message {
  const { solution } = restriction;
  const named = solution.type === 'values' ? describeSet(solution.symbol, solution.set) : null;
  return named ?? equation(restriction);
}

/** The smallest values of several symbols for which an equation does not hold, changed one by one. */
function describeSeveral(restriction: SolvedRestriction): Message {
  const condition = equation(restriction);
  const { solution } = restriction;
  if (restriction.type !== 'equal' || solution.type !== 'several')
    return message('{condition}.', { condition });
  const { symbols } = solution;
  for (const symbol of symbols) {
    for (let value = 1; value <= MOST_TRIED; value++) {
      const values = new Map(symbols.map((each) => [each, each === symbol ? value : 1]));
      const [left, right] = [restriction.left, restriction.right].map((size) => evaluateSize(size, values));
      if (left === right || left === undefined || right === undefined || left < 1 || right < 1) continue;
      const written = [...values].map(([name, each]) => `${name} = ${each}`).join(', ');
      return message('{condition} (for {values}: {left} against {right}).', {
        condition,
        values: written,
        left,
        right,
      });
    }
  }
  return message('{condition}.', { condition });
}
const MOST_TRIED = 16;

/** The last value before all work, else the first that does not after one that does. */
function counterExample(set: NumberSet, allowed: NumberSet): number {
  const works = firstFrom(set, 1) ?? 1;
  if (set.period === 1 && set.residues.length === 1 && set.start > 1) return set.start - 1;
  return firstOutside(allowed, set, works) ?? firstOutside(allowed, set, 1) ?? works;
}

function equation(restriction: SolvedRestriction): Message {
  switch (restriction.type) {
    case 'equal':
      return message('{left} must equal {right}', {
        left: formatExact(restriction.left),
        right: formatExact(restriction.right),
      });
    case 'atLeast':
      return message('{size} must be at least {minimum}', {
        size: formatExact(restriction.size),
        minimum: restriction.minimum,
      });
    case 'divisible':
      return message('{size} must be a multiple of {divisor}', {
        size: formatExact(restriction.size),
        divisor: restriction.divisor,
      });
  }
}
