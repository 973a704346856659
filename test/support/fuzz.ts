/**
 * How many runs a property gets: a bounded number in `npm test`, all of them in `npm run fuzz`, which sets FUZZ.
 */
export function fuzzRuns(usual: number, whole: number): number {
  return isFuzzing() ? whole : usual;
}

/** A time-out for such a property. */
export function fuzzTimeoutMs(usual: number): number {
  return isFuzzing() ? 3 * 60 * 60 * 1000 : usual;
}

function isFuzzing(): boolean {
  return (process.env['FUZZ'] ?? '') !== '';
}
