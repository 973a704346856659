import { greatestCommonDivisor } from './divisors.ts';
import { formatSize } from './formatSize.ts';

/** A factor of a term: a symbol of the input, a rounded quotient, or a product of sizes that are no numbers. */
export type Atom =
  | { readonly type: 'symbol'; readonly name: string }
  | { readonly type: 'floor'; readonly of: SymbolicSize; readonly divisor: number }
  | { readonly type: 'product'; readonly factors: readonly SymbolicSize[] }
  /** max(1, …): only in counts, never in a shape. */
  | { readonly type: 'positive'; readonly of: SymbolicSize };

export interface Term {
  /** An integer other than 0. */
  readonly coefficient: number;
  readonly atom: Atom;
}

/**
 * A size that depends on symbols: constant + Σ coefficient·atom, in normal form. Sizes with the same `key` are
 * equal for every value of the symbols; whether others are, `solveRestriction` decides.
 */
export class SymbolicSize {
  readonly constant: number;
  /** One or more, one for each atom, sorted by the atom's key. */
  readonly terms: readonly Term[];
  readonly key: string;

  constructor(constant: number, terms: readonly Term[]) {
    this.constant = constant;
    this.terms = terms;
    this.key = [constant, ...terms.map(({ coefficient, atom }) => `${coefficient}*${atomKey(atom)}`)].join(
      '+',
    );
  }

  /** As in a paper: `⌈H/4⌉`, `⌊(H + 1)/3⌋ + 1`. */
  toString(): string {
    return formatSize(this);
  }
}

/** A positive integer, or an expression in symbols that stand for positive integers. */
export type Size = number | SymbolicSize;

export function symbolSize(name: string): SymbolicSize {
  return new SymbolicSize(0, [{ coefficient: 1, atom: { type: 'symbol', name } }]);
}

export function isSymbolic(size: Size): size is SymbolicSize {
  return typeof size !== 'number';
}

export function addSizes(a: Size, b: Size): Size {
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  return fromTerms(constantOf(a) + constantOf(b), [...termsOf(a), ...termsOf(b)]);
}

/** @param factor an integer. */
export function timesInteger(size: Size, factor: number): Size {
  if (typeof size === 'number') return size * factor;
  const terms = termsOf(size).map(({ coefficient, atom }) => ({ coefficient: coefficient * factor, atom }));
  return fromTerms(constantOf(size) * factor, terms);
}

export function multiplySizes(a: Size, b: Size): Size {
  if (!isSymbolic(a)) return timesInteger(b, a);
  if (!isSymbolic(b)) return timesInteger(a, b);
  const [left, right] = [withoutContent(a), withoutContent(b)];
  const factors = [...factorsOf(left.size), ...factorsOf(right.size)].sort((x, y) =>
    compareKeys(x.key, y.key),
  );
  const coefficient = left.content * right.content;
  return new SymbolicSize(0, [{ coefficient, atom: { type: 'product', factors } }]);
}

/** The integer that divides the constant and all coefficients, and what is left. */
function withoutContent(size: SymbolicSize): { readonly content: number; readonly size: SymbolicSize } {
  const content = size.terms.reduce(
    (gcd, { coefficient }) => greatestCommonDivisor(gcd, coefficient),
    size.constant,
  );
  const terms = size.terms.map(({ coefficient, atom }) => ({ coefficient: coefficient / content, atom }));
  return { content, size: new SymbolicSize(size.constant / content, terms) };
}

/**
 * ⌊size/divisor⌋. Whole multiples of the divisor leave the brackets, and a quotient of a quotient becomes one:
 * ⌊(⌊x/e⌋ + c)/d⌋ = ⌊(x + c·e)/(d·e)⌋ (Graham, Knuth and Patashnik, Concrete Mathematics, 3.11).
 * @param divisor a positive integer.
 */
export function floorDivide(size: Size, divisor: number): Size {
  if (!isSymbolic(size)) return Math.floor(size / divisor);
  const whole = size.terms.map(({ coefficient, atom }) => ({
    coefficient: Math.floor(coefficient / divisor),
    atom,
  }));
  const rest = size.terms.flatMap(({ coefficient, atom }) => {
    const left = modulo(coefficient, divisor);
    return left === 0 ? [] : [{ coefficient: left, atom }];
  });
  const outside = fromTerms(Math.floor(size.constant / divisor), whole);
  if (rest.length === 0) return outside;
  return addSizes(outside, quotient(modulo(size.constant, divisor), rest, divisor));
}

/** max(1, size). */
export function atLeastOne(size: Size): Size {
  if (!isSymbolic(size)) return Math.max(1, size);
  return new SymbolicSize(0, [{ coefficient: 1, atom: { type: 'positive', of: size } }]);
}

/** ⌈size/divisor⌉. */
export function ceilDivide(size: Size, divisor: number): Size {
  return floorDivide(addSizes(size, divisor - 1), divisor);
}

/** ⌊(constant + Σ terms)/divisor⌋ where everything inside is smaller than the divisor. */
function quotient(constant: number, terms: readonly Term[], divisor: number): Size {
  const common = terms.reduce((gcd, { coefficient }) => greatestCommonDivisor(gcd, coefficient), divisor);
  if (common > 1) {
    const smaller = terms.map(({ coefficient, atom }) => ({ coefficient: coefficient / common, atom }));
    return floorDivide(fromTerms(Math.floor(constant / common), smaller), divisor / common);
  }
  const [first] = terms;
  if (terms.length === 1 && first?.coefficient === 1 && first.atom.type === 'floor') {
    const { of, divisor: inner } = first.atom;
    return floorDivide(addSizes(of, constant * inner), divisor * inner);
  }
  const of = new SymbolicSize(constant, terms);
  return new SymbolicSize(0, [{ coefficient: 1, atom: { type: 'floor', of, divisor } }]);
}

function fromTerms(constant: number, terms: readonly Term[]): Size {
  const sums = new Map<string, Term>();
  for (const { coefficient, atom } of terms) {
    const key = atomKey(atom);
    sums.set(key, { coefficient: (sums.get(key)?.coefficient ?? 0) + coefficient, atom });
  }
  const left = [...sums].filter(([, { coefficient }]) => coefficient !== 0);
  if (left.length === 0) return constant;
  left.sort(([a], [b]) => compareKeys(a, b));
  return new SymbolicSize(
    constant,
    left.map(([, term]) => term),
  );
}

function atomKey(atom: Atom): string {
  switch (atom.type) {
    case 'symbol':
      return atom.name;
    case 'floor':
      return `floor(${atom.of.key},${atom.divisor})`;
    case 'positive':
      return `positive(${atom.of.key})`;
    case 'product':
      return `product(${atom.factors.map((factor) => factor.key).join(',')})`;
  }
}

function factorsOf(size: SymbolicSize): readonly SymbolicSize[] {
  const [term] = size.terms;
  const isProduct = size.constant === 0 && size.terms.length === 1 && term?.coefficient === 1;
  return isProduct && term.atom.type === 'product' ? term.atom.factors : [size];
}

function constantOf(size: Size): number {
  return isSymbolic(size) ? size.constant : size;
}

function termsOf(size: Size): readonly Term[] {
  return isSymbolic(size) ? size.terms : [];
}

function modulo(value: number, divisor: number): number {
  return value - divisor * Math.floor(value / divisor);
}

/** Numbers by their size, so that ⌈H/4⌉ comes before ⌈H/16⌉. */
function compareKeys(a: string, b: string): number {
  const [left, right] = [a.match(PIECES) ?? [], b.match(PIECES) ?? []];
  for (const [at, piece] of left.entries()) {
    const other = right[at];
    if (other === undefined) return 1;
    if (piece === other) continue;
    const difference = Number(piece) - Number(other);
    return Number.isNaN(difference) || difference === 0 ? (piece < other ? -1 : 1) : difference;
  }
  return left.length - right.length;
}
const PIECES = /\d+|\D+/g;
