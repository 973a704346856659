import { alignLists, type Pairing } from './alignLists.ts';
import type { Unit } from './unit.ts';

export type Aligned = Pairing<Unit>;

/** Which units of two lists belong together, in order. */
export function alignUnits(before: readonly Unit[], after: readonly Unit[]): Aligned[] {
  return alignLists(before, after, {
    isEqual: (mine, theirs) => mine.signature === theirs.signature,
    likeness: likenessOf,
  });
}

/** From 0 for what has nothing to do with each other. A name of one's own weighs more than attributes. */
function likenessOf(before: Unit, after: Unit): number {
  if (before.signature === after.signature) return before.name === after.name ? 12 : 10;
  const sameName = before.name !== null && before.name === after.name;
  if (before.kind !== after.kind) return sameName ? 4 : 0;
  const names = new Set([...Object.keys(before.attributes), ...Object.keys(after.attributes)]);
  const equal = [...names].filter((name) => before.attributes[name] === after.attributes[name]);
  return (sameName ? 6 : 1) + (names.size === 0 ? 2 : (3 * equal.length) / names.size);
}
