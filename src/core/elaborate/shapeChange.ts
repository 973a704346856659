import type { Pair } from '../model/op.ts';
import { channelsOf, isMap, type Shape, sameDim } from '../model/shape.ts';
import { type Fit, fitAll, fitShapes, NEVER_FITS } from '../symbolic/fit.ts';
import { ceilDivide } from '../symbolic/symbolicSize.ts';

export interface ShapeChange {
  /** Whether something has to follow a branch, as options A and B ask. */
  readonly changes: boolean;
  /** Where it changes, and yet does not for many sizes of the input: for these. */
  readonly except: Fit | null;
}

const STAYS: ShapeChange = { changes: false, except: null };
const CHANGES: ShapeChange = { changes: true, except: null };

/**
 * Whether a branch changes the shape. Where that depends on a symbol the shortcut is what fits more values of it: the
 * identity where what would follow fits none, or single ones only, or no others.
 * @param stride of what would follow; null where that is written by hand and nobody knows where it fits.
 */
export function shapeChange(input: Shape, branch: Shape, stride: Pair | null): ShapeChange {
  const identity = whereUnchanged(input, branch);
  if (identity.type === 'always') return STAYS;
  if (identity.type === 'never' || !isMap(input) || !isMap(branch)) return CHANGES;
  const except = fitsManySizes(identity) ? identity : null;
  if (stride === null) return { changes: true, except };
  const followed = [ceilDivide(input[0], stride[0]), ceilDivide(input[1], stride[1])];
  const following = fitShapes(followed, branch.slice(0, 2));
  const fitsNoOthers = stride.every((step) => step === 1) && sameDim(input[2], branch[2]);
  if (following.type === 'never' || fitsNoOthers) return STAYS;
  if (except !== null && !fitsManySizes(following)) return STAYS;
  return { changes: true, except };
}

/** For which values of the symbols a branch gives the shape that came in. */
export function whereUnchanged(input: Shape, branch: Shape): Fit {
  if (input.length !== branch.length) return NEVER_FITS;
  // Channels first: where they differ, as they mostly do, nothing else has to be solved.
  const channels = fitAll([{ type: 'equal', left: channelsOf(input), right: channelsOf(branch) }]);
  return channels.type === 'never' ? channels : fitShapes(branch, input);
}

/** More than single values: the channels of a projection may have one at which it would not be needed. */
function fitsManySizes(fit: Fit): boolean {
  if (fit.type !== 'sometimes') return fit.type === 'always';
  return fit.restrictions.every(
    ({ solution }) => solution.type !== 'values' || solution.set.residues.length > 0,
  );
}
