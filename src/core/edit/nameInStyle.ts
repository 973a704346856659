import type { Analysis } from '../analyze.ts';
import { nameIndex } from '../navigate/nameIndex.ts';

/**
 * A name for a layer that has none, that the file does not have yet and that is written as the file writes others:
 * `conv3` after `conv1`, `conv2`; `conv-1` where names have hyphens; `squeezeExcite1`, `Conv1` where letters are large.
 * Never one that a layer without a name could be called after its kind, such as `conv_2`.
 */
export function nameInStyle(
  analysis: Pick<Analysis, 'spec' | 'text'>,
  kind: string,
  alsoTaken: ReadonlySet<string> = new Set(),
): string {
  const { occurrences } = nameIndex(analysis);
  const taken = new Set(occurrences.map(({ symbol }) => symbol.name));
  const given = [
    ...new Set(
      occurrences
        .filter(({ symbol }) => symbol.kind === 'layer' && symbol.isGiven && symbol.shipped === null)
        .map(({ symbol }) => symbol.name),
    ),
  ];
  const has = (form: RegExp): boolean => given.some((name) => form.test(name));
  const words = kind.split('_');
  const isCamel = has(/[a-z\d][A-Z]/) && !has(/_/);
  const stem = isCamel
    ? words.map((word, at) => (at === 0 ? word : capital(word))).join('')
    : words.join(has(/-/) && !has(/_/) ? '-' : '_');
  const base = given.length > 0 && given.every((name) => /^[A-Z]/.test(name)) ? capital(stem) : stem;
  const gap = has(/-\d+$/) && !has(/[A-Za-z]\d+$/) ? '-' : '';
  let number = 1;
  while (taken.has(`${base}${gap}${number}`) || alsoTaken.has(`${base}${gap}${number}`)) number++;
  return `${base}${gap}${number}`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
