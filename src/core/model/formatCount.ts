/** `65536` as `65,536`; beyond 2^53, where counts are not exact any more, `≈ 1.235e20`. Negative ones as in print. */
export function formatCount(value: number): string {
  if (!Number.isInteger(value))
    return Number.isFinite(value) ? withMinus(String(value)) : 'too large to count';
  if (!Number.isSafeInteger(value)) return `≈ ${withMinus(value.toExponential(3)).replace('e+', 'e')}`;
  return withMinus(String(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** The same number with the minus sign of print, as all messages have it: `−1.5`. */
export function withMinus(number: string): string {
  return number.replace(/^-/, '−');
}
