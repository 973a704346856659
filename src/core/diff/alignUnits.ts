import type { Unit } from './unit.ts';

export type Aligned =
  | { readonly type: 'both'; readonly before: Unit; readonly after: Unit }
  | { readonly type: 'removed'; readonly before: Unit }
  | { readonly type: 'added'; readonly after: Unit };

/**
 * Which units of two lists belong together, in order: the pairing with the largest sum of likenesses
 * (Needleman and Wunsch 1970, without a cost for gaps). What is equal at both ends is paired at once.
 */
export function alignUnits(before: readonly Unit[], after: readonly Unit[]): Aligned[] {
  const head = commonLength(before, after, (list, at) => list[at]);
  const [restBefore, restAfter] = [before.slice(head), after.slice(head)];
  const tail = commonLength(restBefore, restAfter, (list, at) => list[list.length - 1 - at]);
  const middle = align(
    restBefore.slice(0, restBefore.length - tail),
    restAfter.slice(0, restAfter.length - tail),
  );
  return [
    ...pairs(before.slice(0, head), after.slice(0, head)),
    ...middle,
    ...pairs(restBefore.slice(restBefore.length - tail), restAfter.slice(restAfter.length - tail)),
  ];
}

function commonLength(
  before: readonly Unit[],
  after: readonly Unit[],
  from: (list: readonly Unit[], at: number) => Unit | undefined,
): number {
  let length = 0;
  const most = Math.min(before.length, after.length);
  while (length < most && from(before, length)?.signature === from(after, length)?.signature) length++;
  return length;
}

function pairs(before: readonly Unit[], after: readonly Unit[]): Aligned[] {
  return before.flatMap((unit, at): Aligned[] => {
    const other = after[at];
    return other === undefined ? [] : [{ type: 'both', before: unit, after: other }];
  });
}

function align(before: readonly Unit[], after: readonly Unit[]): Aligned[] {
  const width = after.length + 1;
  const best = new Float64Array((before.length + 1) * width);
  const at = (row: number, column: number): number => best[row * width + column] ?? 0;
  for (let row = before.length - 1; row >= 0; row--) {
    for (let column = after.length - 1; column >= 0; column--) {
      const likeness = likenessOf(before[row], after[column]);
      const paired = likeness > 0 ? likeness + at(row + 1, column + 1) : 0;
      best[row * width + column] = Math.max(paired, at(row + 1, column), at(row, column + 1));
    }
  }
  const aligned: Aligned[] = [];
  let [row, column] = [0, 0];
  while (row < before.length || column < after.length) {
    const [mine, theirs] = [before[row], after[column]];
    const likeness = likenessOf(mine, theirs);
    if (mine && theirs && likeness > 0 && at(row, column) === likeness + at(row + 1, column + 1)) {
      aligned.push({ type: 'both', before: mine, after: theirs });
      row++;
      column++;
    } else if (mine && (theirs === undefined || at(row, column) === at(row + 1, column))) {
      aligned.push({ type: 'removed', before: mine });
      row++;
    } else if (theirs) {
      aligned.push({ type: 'added', after: theirs });
      column++;
    }
  }
  return aligned;
}

/** From 0 for what has nothing to do with each other. A name of one's own weighs more than attributes. */
function likenessOf(before: Unit | undefined, after: Unit | undefined): number {
  if (before === undefined || after === undefined) return 0;
  if (before.signature === after.signature) return before.name === after.name ? 12 : 10;
  const sameName = before.name !== null && before.name === after.name;
  if (before.kind !== after.kind) return sameName ? 4 : 0;
  const names = new Set([...Object.keys(before.attributes), ...Object.keys(after.attributes)]);
  const equal = [...names].filter((name) => before.attributes[name] === after.attributes[name]);
  return (sameName ? 6 : 1) + (names.size === 0 ? 2 : (3 * equal.length) / names.size);
}
