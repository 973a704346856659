import { isSymbolic, type Size } from '../symbolic/symbolicSize.ts';

/** A size for whoever knows no symbols: the number, or the expression as it reads. */
export function writtenSize(size: Size): number | string {
  return isSymbolic(size) ? String(size) : size;
}
