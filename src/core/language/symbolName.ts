import { LOGIC_WORDS } from './expression.ts';

/** Words that stand for "no size" or for a truth value in YAML and Python, whatever their case. */
const VALUE_WORDS: readonly string[] = ['none', 'null', 'nil', 'nan', 'undefined', 'true', 'false'];

/** Whether a word has the form of a name: only then can it be a symbol of the input. */
export function isNameLike(word: string): boolean {
  return /^[A-Za-z_]\w*$/.test(word);
}

/** Whether a name means something else already, so that a size of that name would be read as that. */
export function isTakenWord(name: string): boolean {
  return LOGIC_WORDS.includes(name) || VALUE_WORDS.includes(name.toLowerCase());
}
