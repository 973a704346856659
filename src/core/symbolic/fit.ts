import { NEVER, type Restriction, type Solution, solveRestriction } from './solveRestriction.ts';
import type { Size } from './symbolicSize.ts';

export type SolvedRestriction = Restriction & { readonly solution: Solution };

/** Whether something fits: for every value of the symbols, for none, or for those that its restrictions allow. */
export type Fit =
  | { readonly type: 'always' | 'never' }
  | { readonly type: 'sometimes'; readonly restrictions: readonly SolvedRestriction[] };

export const NEVER_FITS: Fit = { type: 'never' };

/** Fits where all restrictions hold. Each is solved by itself. */
export function fitAll(restrictions: readonly Restriction[]): Fit {
  const solved = restrictions.map((restriction) => ({
    ...restriction,
    solution: solveRestriction(restriction),
  }));
  if (solved.some(({ solution }) => solution === NEVER)) return NEVER_FITS;
  const open = solved.filter(({ solution }) => solution.type !== 'always');
  return open.length === 0 ? { type: 'always' } : { type: 'sometimes', restrictions: open };
}

/** Whether two shapes are equal in their first `axes` dimensions; those of different rank never fit. */
export function fitShapes(a: readonly Size[], b: readonly Size[], axes: number = a.length): Fit {
  if (a.length !== b.length) return NEVER_FITS;
  return fitAll(a.slice(0, axes).map((left, axis) => ({ type: 'equal', left, right: b[axis] ?? 0 })));
}

/** What a report of something that does not always fit carries. */
export function restrictionsOf(fit: Fit): { readonly restrictions?: readonly SolvedRestriction[] } {
  return fit.type === 'sometimes' ? { restrictions: fit.restrictions } : {};
}
