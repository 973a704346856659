import { greatestCommonDivisor, leastCommonMultiple } from './divisors.ts';
import type { Size } from './symbolicSize.ts';
import { isSymbolic } from './symbolicSize.ts';

/** f(x + period) = f(x) + increment for every x, whatever the other symbols are. */
export interface Period {
  readonly period: number;
  readonly increment: number;
}

const CONSTANT: Period = { period: 1, increment: 0 };

/**
 * How a size repeats in one symbol. Sums, integer multiples and rounded quotients of such functions repeat,
 * too; a product of two sizes and max(1, …) do not, and give null.
 */
export function periodOf(size: Size, symbol: string): Period | null {
  if (!isSymbolic(size)) return CONSTANT;
  let sum = CONSTANT;
  for (const { coefficient, atom } of size.terms) {
    if (atom.type === 'product' || atom.type === 'positive') {
      const parts = atom.type === 'product' ? atom.factors : [atom.of];
      if (parts.some((part) => periodOf(part, symbol) !== CONSTANT)) return null;
      continue;
    }
    if (atom.type === 'symbol') {
      if (atom.name === symbol) sum = addPeriods(sum, { period: 1, increment: coefficient });
      continue;
    }
    const inner = periodOf(atom.of, symbol);
    if (inner === null) return null;
    if (inner === CONSTANT) continue;
    // The quotient steps by a whole number once the increment has become a multiple of the divisor.
    const rounds = atom.divisor / greatestCommonDivisor(atom.divisor, inner.increment);
    const increment = (coefficient * inner.increment * rounds) / atom.divisor;
    sum = addPeriods(sum, { period: inner.period * rounds, increment });
  }
  return sum;
}

function addPeriods(a: Period, b: Period): Period {
  const period = leastCommonMultiple(a.period, b.period);
  const increment = (a.increment * period) / a.period + (b.increment * period) / b.period;
  return { period, increment };
}
