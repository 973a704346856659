import type { TextRange } from '../spec/textRange.ts';

/**
 * What a name can stand for. `part` is a name that the language gives (`branch`, `shortcut`, `input` of a block);
 * `size` a symbol in the shape of an input.
 */
export type SymbolKind = 'layer' | 'branch' | 'part' | 'block' | 'parameter' | 'input' | 'size' | 'variant';

/** Something that has a name. */
export interface NameSymbol {
  readonly kind: SymbolKind;
  readonly name: string;
  /** The shipped block in whose text it is declared; null for the file. */
  readonly shipped: string | null;
  /** The name where it is declared; for a layer without one its kind. */
  readonly nameRange: TextRange;
  /** Everything that is declared there. */
  readonly range: TextRange;
  /** False for a layer that is called after its kind, and for what the language names. */
  readonly isGiven: boolean;
}

/** A place of the file where a name stands. */
export interface NameOccurrence {
  readonly symbol: NameSymbol;
  readonly range: TextRange;
  readonly isDefinition: boolean;
}

/** Two symbols are one where they are declared at the same place. */
export function isSameSymbol(a: NameSymbol, b: NameSymbol): boolean {
  return symbolKey(a) === symbolKey(b);
}

export function symbolKey({ kind, shipped, name, nameRange }: NameSymbol): string {
  return `${kind} ${shipped ?? ''} ${kind === 'part' ? name : ''}@${nameRange.start}`;
}
