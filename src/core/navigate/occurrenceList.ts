import type { SpecScalar } from '../spec/node.ts';
import type { TextRange } from '../spec/textRange.ts';
import { FixedNames, type NamedPlace, type Names, rangeOf } from './layerNames.ts';
import { type NameOccurrence, type NameSymbol, symbolKey } from './nameSymbol.ts';
import { dottedParts, literalRange } from './scalarPlace.ts';

/** Gathers the places where names stand. */
export class OccurrenceList {
  readonly text: string;
  readonly floating = new Set<string>();
  /** By place and symbol: what an alias repeats is at one place only. */
  readonly #found = new Map<string, NameOccurrence>();

  constructor(text: string) {
    this.text = text;
  }

  define(symbol: NameSymbol): void {
    this.add(symbol, symbol.nameRange, true);
  }

  use(symbol: NameSymbol, scalar: SpecScalar): void {
    this.add(symbol, literalRange(scalar, this.text) ?? rangeOf(scalar));
  }

  add(symbol: NameSymbol, range: TextRange, isDefinition = false): void {
    const key = `${range.start} ${symbolKey(symbol)}`;
    if (range.end <= range.start || this.#found.has(key)) return;
    this.#found.set(key, { symbol, range: this.#unquoted(range), isDefinition });
  }

  /** A dotted name: its first part from the list outward, the rest below what was found. */
  useDotted(scalar: SpecScalar, names: Names | null): void {
    const [first, ...rest] = dottedParts(scalar, this.text);
    if (first === undefined) return;
    let place: NamedPlace | null = lookup(first.part, names);
    if (place === null && isPutInElsewhere(names)) this.floating.add(first.part);
    this.#part(place, first.range, scalar);
    for (const { part, range } of rest) {
      place = place?.step(part) ?? null;
      if (place === null) this.floating.add(part);
      this.#part(place, range, scalar);
    }
  }

  #part(place: NamedPlace | null, range: TextRange | null, scalar: SpecScalar): void {
    if (place !== null) this.add(place.symbol, range ?? rangeOf(scalar));
  }

  /** Names are changed within their quotes. */
  #unquoted({ start, end }: TextRange): TextRange {
    const sign = this.text[start];
    const isQuoted = (sign === '"' || sign === "'") && this.text[end - 1] === sign && end - start > 2;
    return isQuoted ? { start: start + 1, end: end - 1 } : { start, end };
  }

  sorted(): NameOccurrence[] {
    return [...this.#found.values()].sort((a, b) => a.range.start - b.range.start);
  }
}

function lookup(name: string, names: Names | null): NamedPlace | null {
  for (let at = names; at !== null; at = at.parent) {
    const found = at.find(name);
    if (found !== undefined) return found;
  }
  return null;
}

/** The names of a body end with its inputs; those of a list that is only a value do not. */
function isPutInElsewhere(names: Names | null): boolean {
  let outermost = names;
  while (outermost !== null && outermost.parent !== null) outermost = outermost.parent;
  return !(outermost instanceof FixedNames);
}
