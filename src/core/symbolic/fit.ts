import { ALL_NUMBERS, intersect, type NumberSet, unite } from './numberSet.ts';
import { NEVER, type Restriction, type Solution, solveRestriction } from './solveRestriction.ts';
import type { Size } from './symbolicSize.ts';

export type SolvedRestriction = Restriction & { readonly solution: Solution };

/** Whether something fits: for every value of the symbols, for none, or for those that its restrictions allow. */
export type Fit =
  | { readonly type: 'always' | 'never' }
  | { readonly type: 'sometimes'; readonly restrictions: readonly SolvedRestriction[] };

export const NEVER_FITS: Fit = { type: 'never' };
const ALWAYS_FITS: Fit = { type: 'always' };

/** Fits where all restrictions hold. Each is solved by itself. */
export function fitAll(restrictions: readonly Restriction[]): Fit {
  let open: SolvedRestriction[] | null = null;
  for (const restriction of restrictions) {
    const solution = solveRestriction(restriction);
    if (solution === NEVER) return NEVER_FITS;
    if (solution.type === 'always') continue;
    open ??= [];
    open.push({ ...restriction, solution });
  }
  return open === null ? ALWAYS_FITS : { type: 'sometimes', restrictions: open };
}

/**
 * Where one of two holds, each of which holds sometimes. Told of one symbol at a time: where the other depends on more,
 * the first is left as it is.
 */
export function fitEither(fit: Fit, other: Fit): Fit {
  if (fit.type !== 'sometimes' || other.type !== 'sometimes') return fit;
  const restrictions = fit.restrictions.map((restriction) => {
    const { solution } = restriction;
    const set = solution.type === 'values' ? setOf(other.restrictions, solution.symbol) : null;
    if (solution.type !== 'values' || set === null) return restriction;
    return { ...restriction, solution: { ...solution, set: unite(solution.set, set) } };
  });
  return { type: 'sometimes', restrictions };
}

/** Null where the restrictions are not on this symbol alone. */
function setOf(restrictions: readonly SolvedRestriction[], symbol: string): NumberSet | null {
  let all = ALL_NUMBERS;
  for (const { solution } of restrictions) {
    if (solution.type !== 'values' || solution.symbol !== symbol) return null;
    all = intersect(all, solution.set);
  }
  return all;
}

/** Whether two shapes are equal in their first `axes` dimensions; those of different rank never fit. */
export function fitShapes(a: readonly Size[], b: readonly Size[], axes: number = a.length): Fit {
  if (a.length !== b.length) return NEVER_FITS;
  if (isEqualUpTo(a, b, axes)) return ALWAYS_FITS;
  return fitAll(a.slice(0, axes).map((left, axis) => ({ type: 'equal', left, right: b[axis] ?? 0 })));
}

/** The usual case, without anything to solve. */
function isEqualUpTo(a: readonly Size[], b: readonly Size[], axes: number): boolean {
  for (let axis = 0; axis < axes; axis++) if (a[axis] !== b[axis]) return false;
  return true;
}

/** What a report of something that does not always fit carries. */
export function restrictionsOf(fit: Fit): { readonly restrictions?: readonly SolvedRestriction[] } {
  return fit.type === 'sometimes' ? { restrictions: fit.restrictions } : {};
}
