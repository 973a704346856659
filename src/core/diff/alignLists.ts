export type Pairing<T> =
  | { readonly type: 'both'; readonly before: T; readonly after: T }
  | { readonly type: 'removed'; readonly before: T }
  | { readonly type: 'added'; readonly after: T };

export interface Likeness<T> {
  readonly isEqual: (before: T, after: T) => boolean;
  /** From 0 for what has nothing to do with each other. */
  readonly likeness: (before: T, after: T) => number;
}

/**
 * Which entries of two lists belong together, in order: the pairing with the largest sum of likenesses
 * (Needleman and Wunsch 1970, without a cost for gaps). What is equal at both ends is paired at once.
 */
export function alignLists<T>(before: readonly T[], after: readonly T[], like: Likeness<T>): Pairing<T>[] {
  const head = commonLength(before, after, like, (list, at) => list[at]);
  const [restBefore, restAfter] = [before.slice(head), after.slice(head)];
  const tail = commonLength(restBefore, restAfter, like, (list, at) => list[list.length - 1 - at]);
  const middle = align(
    restBefore.slice(0, restBefore.length - tail),
    restAfter.slice(0, restAfter.length - tail),
    like,
  );
  return [
    ...pairs(before.slice(0, head), after.slice(0, head)),
    ...middle,
    ...pairs(restBefore.slice(restBefore.length - tail), restAfter.slice(restAfter.length - tail)),
  ];
}

function commonLength<T>(
  before: readonly T[],
  after: readonly T[],
  { isEqual }: Likeness<T>,
  from: (list: readonly T[], at: number) => T | undefined,
): number {
  const most = Math.min(before.length, after.length);
  for (let length = 0; length < most; length++) {
    const [mine, theirs] = [from(before, length), from(after, length)];
    if (mine === undefined || theirs === undefined || !isEqual(mine, theirs)) return length;
  }
  return most;
}

function pairs<T>(before: readonly T[], after: readonly T[]): Pairing<T>[] {
  return before.flatMap((entry, at): Pairing<T>[] => {
    const other = after[at];
    return other === undefined ? [] : [{ type: 'both', before: entry, after: other }];
  });
}

function align<T>(before: readonly T[], after: readonly T[], like: Likeness<T>): Pairing<T>[] {
  const width = after.length + 1;
  const best = new Float64Array((before.length + 1) * width);
  const at = (row: number, column: number): number => best[row * width + column] ?? 0;
  const likenessAt = (row: number, column: number): number => {
    const [mine, theirs] = [before[row], after[column]];
    return mine === undefined || theirs === undefined ? 0 : like.likeness(mine, theirs);
  };
  for (let row = before.length - 1; row >= 0; row--) {
    for (let column = after.length - 1; column >= 0; column--) {
      const likeness = likenessAt(row, column);
      const paired = likeness > 0 ? likeness + at(row + 1, column + 1) : 0;
      best[row * width + column] = Math.max(paired, at(row + 1, column), at(row, column + 1));
    }
  }
  const aligned: Pairing<T>[] = [];
  let [row, column] = [0, 0];
  while (row < before.length || column < after.length) {
    const [mine, theirs] = [before[row], after[column]];
    const likeness = likenessAt(row, column);
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
