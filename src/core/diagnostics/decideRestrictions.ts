import type { Problem } from '../language/problem.ts';
import { describeRestriction } from '../symbolic/describeRestriction.ts';
import type { SolvedRestriction } from '../symbolic/fit.ts';
import {
  ALL_NUMBERS,
  firstFrom,
  intersect,
  isEmpty,
  isSubset,
  type NumberSet,
} from '../symbolic/numberSet.ts';
import { type Message, message } from './message.ts';

/** Sets whose common period is longer are taken as if they had nothing to do with each other. */
const LONGEST_COMMON_PERIOD = 1_000_000;

/**
 * What fits for some values of the symbols only, said once: a warning that names the condition, or an error
 * where no value is left together with what the layers before it need. What these need already is not said
 * again. Mistakes of the other kind stay as they are.
 */
export function decideRestrictions(problems: readonly Problem[]): Problem[] {
  const strongest = strongestBounds(problems);
  const allowed = new Map<string, NumberSet>();
  const equations = new Set<string>();
  return problems.flatMap((problem) => {
    const { restrictions, ...rest } = problem;
    if (restrictions === undefined) return [problem];
    const said: Message[] = [];
    for (const restriction of restrictions) {
      if (isWeakerBound(restriction, strongest)) continue;
      const before = symbolSet(restriction, allowed);
      if (isImplied(restriction, before, equations)) continue;
      const after = narrow(restriction, before);
      if (after !== null && isEmpty(after)) return [contradiction(rest, restriction, before)];
      if (after !== null && restriction.solution.type === 'values') {
        allowed.set(restriction.solution.symbol, after);
      }
      said.push(describeRestriction(restriction, before));
    }
    return said.length === 0 ? [] : [restricted(rest, said)];
  });
}

/** Of what asks for a least size only, the one that asks for the most is said: for each symbol its start. */
function strongestBounds(problems: readonly Problem[]): ReadonlyMap<string, number> {
  const starts = new Map<string, number>();
  for (const { solution, type } of problems.flatMap(({ restrictions = [] }) => restrictions)) {
    if (type !== 'atLeast' || solution.type !== 'values') continue;
    starts.set(solution.symbol, Math.max(starts.get(solution.symbol) ?? 0, solution.set.start));
  }
  return starts;
}

function isWeakerBound(
  { type, solution }: SolvedRestriction,
  strongest: ReadonlyMap<string, number>,
): boolean {
  if (type !== 'atLeast' || solution.type !== 'values') return false;
  return solution.set.start < (strongest.get(solution.symbol) ?? 0);
}

function symbolSet({ solution }: SolvedRestriction, allowed: ReadonlyMap<string, NumberSet>): NumberSet {
  return (solution.type === 'values' ? allowed.get(solution.symbol) : undefined) ?? ALL_NUMBERS;
}

function isImplied(restriction: SolvedRestriction, before: NumberSet, equations: Set<string>): boolean {
  const { solution } = restriction;
  if (solution.type === 'values') return isComparable(before, solution.set) && isSubset(before, solution.set);
  const key = JSON.stringify(describeRestriction(restriction));
  const isKnown = equations.has(key);
  equations.add(key);
  return isKnown;
}

/** Null where it cannot be told. */
function narrow({ solution }: SolvedRestriction, before: NumberSet): NumberSet | null {
  if (solution.type !== 'values' || !isComparable(before, solution.set)) return null;
  return intersect(before, solution.set);
}

function isComparable(a: NumberSet, b: NumberSet): boolean {
  return a.period * b.period <= LONGEST_COMMON_PERIOD;
}

function restricted(problem: Problem, said: readonly Message[]): Problem {
  const [first, second] = said;
  return {
    ...problem,
    code: 'shape.symbol-restricted',
    severity: 'warning',
    message:
      first === undefined || second === undefined
        ? message('Fits only for some sizes: {condition}', { condition: first ?? '' })
        : message('Fits only for some sizes: {first} {second}', { first, second }),
    fixes: [],
  };
}

function contradiction(problem: Problem, restriction: SolvedRestriction, before: NumberSet): Problem {
  const symbol = restriction.solution.type === 'values' ? restriction.solution.symbol : '';
  return {
    ...problem,
    message: message(
      'No value of {symbol} fits here together with the layers above: {condition} They need another {symbol}, such as {value}.',
      {
        symbol,
        condition: describeRestriction(restriction),
        value: firstFrom(before, 1) ?? 1,
      },
    ),
    fixes: [],
  };
}
