import { formatCount } from '../model/formatCount.ts';
import type { Atom, Size, SymbolicSize, Term } from './symbolicSize.ts';

/** A count or a size: `1,234`, or the expression. */
export function formatExact(size: Size): string {
  return typeof size === 'number' ? formatCount(size) : formatSize(size);
}

/** A difference with its sign: `+576`, `−144·H`. */
export function formatChange(change: Size): string {
  const text = typeof change === 'number' ? formatCount(Math.abs(change)) : formatSize(change);
  if (typeof change === 'number') return change < 0 ? `−${text}` : `+${text}`;
  return text.startsWith('−') ? text : `+${text}`;
}

/** A size as a paper writes it. Quotients that round up are written so: ⌊(H + 3)/4⌋ as ⌈H/4⌉. */
export function formatSize(size: SymbolicSize): string {
  return formatSum(size.terms, size.constant);
}

/** What is taken away stands behind what it is taken from: `16 − C`. */
function formatSum(terms: readonly Term[], constant: number): string {
  const [added, taken] = [
    terms.filter(({ coefficient }) => coefficient > 0),
    terms.filter(({ coefficient }) => coefficient < 0),
  ];
  if (added.length === 0 && constant > 0) return formatTerms(taken, formatCount(constant));
  return withConstant(formatTerms([...added, ...taken], ''), constant);
}

function formatTerms(terms: readonly Term[], before: string): string {
  let text = before;
  for (const { coefficient, atom } of terms) {
    const size = Math.abs(coefficient);
    const factor = size === 1 ? formatAtom(atom) : `${formatCount(size)}·${formatAtom(atom)}`;
    text +=
      text === '' ? `${coefficient < 0 ? '−' : ''}${factor}` : ` ${coefficient < 0 ? '−' : '+'} ${factor}`;
  }
  return text;
}

function withConstant(text: string, constant: number): string {
  if (constant === 0) return text;
  return `${text} ${constant < 0 ? '−' : '+'} ${formatCount(Math.abs(constant))}`;
}

function formatAtom(atom: Atom): string {
  switch (atom.type) {
    case 'symbol':
      return atom.name;
    case 'floor':
      return formatQuotient(atom.of, atom.divisor);
    case 'positive':
      return `max(1, ${formatSize(atom.of)})`;
    case 'product':
      return atom.factors.map(bracketed).join('·');
  }
}

function formatQuotient(of: SymbolicSize, divisor: number): string {
  const roundsUp = of.constant === divisor - 1 && of.constant > 0;
  const inner = formatSum(of.terms, roundsUp ? 0 : of.constant);
  const isSum = of.terms.length > 1 || (!roundsUp && of.constant !== 0);
  const [open, close] = roundsUp ? ['⌈', '⌉'] : ['⌊', '⌋'];
  return `${open}${isSum ? `(${inner})` : inner}/${divisor}${close}`;
}

/** As a factor or a numerator: a sum stands in brackets. */
export function bracketed(size: Size): string {
  if (typeof size === 'number') return String(size);
  const isSum = size.terms.length > 1 || size.constant !== 0;
  return isSum ? `(${formatSize(size)})` : formatSize(size);
}
