/** `65536` as `65,536`. */
export function formatCount(value: number): string {
  if (!Number.isInteger(value)) return String(value);
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
