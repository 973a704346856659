/**
 * The top of an axis that starts at 0: a little above the training curve, and above nine tenths of the test curve. A
 * first test of a net whose moving statistics have not settled may lie far above; it is cut off, or it would flatten
 * everything else.
 */
export function highestShown(training: readonly number[], test: readonly number[]): number {
  const sorted = [...test].sort((a, b) => a - b);
  const mostOfTest = sorted[Math.floor((sorted.length - 1) * 0.9)] ?? 0;
  const highest = Math.max(0, ...training, mostOfTest);
  return highest > 0 ? highest * 1.05 : 1;
}
