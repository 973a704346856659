/** `65536` as `65,536`; beyond 2^53, where counts are not exact any more, `≈ 1.235e20`. */
export function formatCount(value: number): string {
  if (!Number.isInteger(value)) return Number.isFinite(value) ? String(value) : 'too large to count';
  if (!Number.isSafeInteger(value)) return `≈ ${value.toExponential(3).replace('e+', 'e')}`;
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
