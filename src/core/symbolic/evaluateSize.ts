import type { Atom, Size } from './symbolicSize.ts';
import { isSymbolic } from './symbolicSize.ts';

/** What the symbols stand for. */
export type SymbolValues = ReadonlyMap<string, number>;

/** The number that a size is for these values; NaN where a symbol has none. */
export function evaluateSize(size: Size, values: SymbolValues): number {
  if (!isSymbolic(size)) return size;
  return size.terms.reduce(
    (sum, { coefficient, atom }) => sum + coefficient * evaluateAtom(atom, values),
    size.constant,
  );
}

function evaluateAtom(atom: Atom, values: SymbolValues): number {
  switch (atom.type) {
    case 'symbol':
      return values.get(atom.name) ?? Number.NaN;
    case 'floor':
      return Math.floor(evaluateSize(atom.of, values) / atom.divisor);
    case 'positive':
      return Math.max(1, evaluateSize(atom.of, values));
    case 'product':
      return atom.factors.reduce((product, factor) => product * evaluateSize(factor, values), 1);
  }
}

/** The names of the symbols that a size depends on, sorted. */
export function symbolsOf(size: Size): string[] {
  const found = new Set<string>();
  collect(size, found);
  return [...found].sort();
}

function collect(size: Size, found: Set<string>): void {
  if (!isSymbolic(size)) return;
  for (const { atom } of size.terms) {
    if (atom.type === 'symbol') found.add(atom.name);
    else if (atom.type !== 'product') collect(atom.of, found);
    else for (const factor of atom.factors) collect(factor, found);
  }
}
