import { foreignWord } from './foreignWords.ts';

/**
 * The candidate that a wrong word most likely meant: one that is a single edit away, else the one that others call so
 * (`linear`), else the one that it shortens (`avg`), else the one with the fewest edits.
 */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  // What cannot be written just as it is would be no help.
  const plain = [...candidates].filter((candidate) => PLAIN.test(candidate));
  const close = fewestEdits(word, plain);
  if (close !== null && close.distance <= 1) return close.candidate;
  return foreignWord(word, plain) ?? shortened(word, plain) ?? close?.candidate ?? null;
}

/**
 * The one with the fewest edits (insertions, deletions, substitutions, swaps of neighbours), if they are at most a
 * third of the word, rounded up. Of two with as many the one that starts alike: the first letter is seldom wrong.
 */
function fewestEdits(
  word: string,
  candidates: readonly string[],
): { readonly candidate: string; readonly distance: number } | null {
  // At least one letter must be right, or any letter would be a guess for any other.
  const limit = Math.min(Math.ceil(word.length / 3), word.length - 1);
  let best: string | null = null;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > bestDistance || word.length > LONGEST) continue;
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    const isAsNear = distance === bestDistance && best !== null;
    if (distance < bestDistance || (isAsNear && startsAlike(candidate, word) && !startsAlike(best, word))) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best === null ? null : { candidate: best, distance: bestDistance };
}

const LONGEST = 64;
/** Fewer letters say too little. */
const SHORTEST_SHORT_FORM = 3;
/** Letters here and there that are fewer of the word than this are chance. */
const MOST_LEFT_OUT = 2 / 3;

/** The word of which letters were left out: one that begins so, else one that holds them in order; the shortest. */
function shortened(word: string, candidates: readonly string[]): string | null {
  if (word.length < SHORTEST_SHORT_FORM || word.length > LONGEST) return null;
  const short = word.toLowerCase();
  const longer = candidates.filter(({ length }) => length > short.length).sort((a, b) => a.length - b.length);
  return (
    longer.find((candidate) => candidate.toLowerCase().startsWith(short)) ??
    longer.find(
      (candidate) =>
        startsAlike(candidate, short) &&
        candidate.length - short.length <= candidate.length * MOST_LEFT_OUT &&
        holdsInOrder(candidate.toLowerCase(), short),
    ) ??
    null
  );
}

function holdsInOrder(text: string, letters: string): boolean {
  let at = 0;
  for (const letter of letters) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
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
