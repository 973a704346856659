import { type Aligned, alignUnits } from './alignUnits.ts';
import type { Unit } from './unit.ts';

/**
 * Which parts of two `parallel` belong together: those of one name, wherever they stand, since the order of the
 * branches means nothing but to the merge. Where all of them mean the same in their order, names mean nothing.
 */
export function alignBranches(before: Unit, after: Unit): Aligned[] {
  const inOrder = alignUnits(before.inside, after.inside);
  const isSame = inOrder.every(
    (pair) => pair.type === 'both' && pair.before.signature === pair.after.signature,
  );
  if (isSame) return inOrder;
  const young = new Map(after.inside.map((unit) => [nameWithin(unit, after), unit]));
  const pairs = before.inside.flatMap((unit): (Aligned & { type: 'both' })[] => {
    const other = young.get(nameWithin(unit, before));
    return other === undefined ? [] : [{ type: 'both', before: unit, after: other }];
  });
  const paired = new Set(pairs.flatMap((pair) => [pair.before, pair.after]));
  const others = alignUnits(
    before.inside.filter((unit) => !paired.has(unit)),
    after.inside.filter((unit) => !paired.has(unit)),
  );
  return [...others, ...pairs].sort((a, b) => placeIn(after, a) - placeIn(after, b));
}

function nameWithin(unit: Unit, parallel: Unit): string {
  return unit.path.slice(parallel.path.length);
}

/** What is gone stands first. */
function placeIn(parallel: Unit, aligned: Aligned): number {
  return aligned.type === 'removed' ? -1 : parallel.inside.indexOf(aligned.after);
}
