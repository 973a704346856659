import type { Analysis } from '../analyze.ts';
import { nameIndex } from './nameIndex.ts';
import { isSameSymbol, type NameOccurrence } from './nameSymbol.ts';

/** Every place of the file where the name at the offset stands, its declaration included; in the order of the text. */
export function referencesAt(analysis: Analysis, offset: number): readonly NameOccurrence[] {
  const index = nameIndex(analysis);
  const found = index.at(offset);
  if (found === null) return [];
  return index.occurrences.filter(({ symbol }) => isSameSymbol(symbol, found.symbol));
}
