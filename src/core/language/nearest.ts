/**
 * The candidate that a misspelled word most likely meant: the one with the fewest edits (insertions,
 * deletions, substitutions, swaps of neighbours), if they are at most a third of the word, rounded up. Of two
 * with as many the one that starts alike: the first letter is seldom wrong.
 */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  // At least one letter must be right, or any letter would be a guess for any other.
  const limit = Math.min(Math.ceil(word.length / 3), word.length - 1);
  let best: string | null = null;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    // What cannot be written just as it is would be no help.
    if (!PLAIN.test(candidate)) continue;
    if (Math.abs(candidate.length - word.length) > bestDistance || word.length > 64) continue;
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    const isAsNear = distance === bestDistance && best !== null;
    if (distance < bestDistance || (isAsNear && startsAlike(candidate, word) && !startsAlike(best, word))) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

const PLAIN = /^[\w.-]+$/;

function startsAlike(a: string | null, b: string): boolean {
  return a?.[0]?.toLowerCase() === b[0]?.toLowerCase();
}

/** Damerau–Levenshtein distance in its optimal string alignment form. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
