import type { Analysis } from '../analyze.ts';
import type { TextRange } from '../spec/textRange.ts';
import { nameIndex } from './nameIndex.ts';
import { isSameSymbol } from './nameSymbol.ts';

export interface Definition {
  /** The name that was asked about. */
  readonly origin: TextRange;
  /** The shipped block in whose text the target stands; null for the file. */
  readonly shipped: string | null;
  readonly range: TextRange;
  readonly nameRange: TextRange;
}

/** Where the name at the offset is declared; null where no name stands. */
export function definitionAt(analysis: Analysis, offset: number): Definition | null {
  const index = nameIndex(analysis);
  const found = index.at(offset);
  if (found === null) return null;
  const { symbol } = found;
  const declared = index.occurrences.find((each) => each.isDefinition && isSameSymbol(each.symbol, symbol));
  const { shipped, range, nameRange } = symbol;
  return { origin: found.range, shipped, range, nameRange: declared?.range ?? nameRange };
}
