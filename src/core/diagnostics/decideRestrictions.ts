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
const LONGEST_COMMON_PERIOD = 65_536;

/**
 * What fits for some values of the symbols only, said once: a warning that names the condition, or an error
 * where no value is left together with what the layers before it need. What these need already is not said
 * again. Mistakes of the other kind stay as they are.
 */
export function decideRestrictions(problems: readonly Problem[]): Problem[] {
  if (problems.every(({ restrictions }) => restrictions === undefined)) return [...problems];
  const sets = distinctSets(problems);
  // What all layers before need, and how much of it has been said.
  const allowed = new Map<string, NumberSet>();
  const told = new Map<string, NumberSet>();
  const equations = new Set<string>();
  return problems.flatMap((problem) => {
    const { restrictions, ...rest } = problem;
    if (restrictions === undefined) return [problem];
    const said: Message[] = [];
    for (const restriction of restrictions) {
      const before = symbolSet(restriction, allowed);
      const after = narrow(restriction, before);
      if (after !== null && isEmpty(after)) return [contradiction(rest, restriction, before)];
      keep(restriction, after, allowed);
      const known = symbolSet(restriction, told);
      if (isWeaker(restriction, sets) || isImplied(restriction, known, equations)) continue;
      said.push(describeRestriction(restriction, known));
      keep(restriction, narrow(restriction, known), told);
    }
    return said.length === 0 ? [] : [restricted(rest, said)];
  });
}

function keep({ solution }: SolvedRestriction, set: NumberSet | null, sets: Map<string, NumberSet>): void {
  if (set !== null && solution.type === 'values') sets.set(solution.symbol, set);
}

/** More different conditions than these on one symbol are not compared with each other. */
const MOST_COMPARED = 64;

/** The different sets that the problems allow each symbol. */
function distinctSets(problems: readonly Problem[]): ReadonlyMap<string, readonly NumberSet[]> {
  const found = new Map<string, Map<string, NumberSet>>();
  for (const { solution } of problems.flatMap(({ restrictions = [] }) => restrictions)) {
    if (solution.type !== 'values') continue;
    const sets = found.get(solution.symbol) ?? new Map<string, NumberSet>();
    sets.set(JSON.stringify(solution.set), solution.set);
    found.set(solution.symbol, sets);
  }
  return new Map([...found].map(([symbol, sets]) => [symbol, [...sets.values()]]));
}

/** Whether another layer asks for more, which is said there: of 2, 4 and 8 only the multiple of 8. */
function isWeaker({ solution }: SolvedRestriction, sets: ReadonlyMap<string, readonly NumberSet[]>): boolean {
  if (solution.type !== 'values') return false;
  const { symbol, set } = solution;
  const others = sets.get(symbol) ?? [];
  if (others.length > MOST_COMPARED) return false;
  return others.some(
    (other) => !isEmpty(other) && isComparable(other, set) && isSubset(other, set) && !isSubset(set, other),
  );
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
  const condition = said.reduce((all, next) => message('{all} {next}', { all, next }));
  return {
    ...problem,
    code: 'shape.symbol-restricted',
    severity: 'warning',
    message: message('Fits only for some sizes: {condition}', { condition }),
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
