/** Keeps the gradient of a filter of zeros finite. */
export const SMALLEST_SQUARE = 1e-12;
/** As in the code of Big Transfer (Kolesnikov et al., 1912.11370). */
export const STANDARDIZED_EPSILON = 1e-10;

/**
 * The channel that Dirac's filter passes on, counted within its group; null where the input has fewer channels
 * than the group has filters.
 */
export function diracChannel(
  filter: number,
  filters: number,
  groups: number,
  channels: number,
): number | null {
  const channel = filter % (filters / groups);
  return channel < channels ? channel : null;
}
