import { formatCount } from '../model/formatCount.ts';
import { formatExact } from '../symbolic/formatSize.ts';
import type { Size } from '../symbolic/symbolicSize.ts';

const UNITS = [
  { sign: 'T', value: 1e12 },
  { sign: 'G', value: 1e9 },
  { sign: 'M', value: 1e6 },
] as const;
const MAX_EXPRESSION = 60;

/** Three digits and a unit: `40.6 M`; counts below a million in full; expressions as they read, unless they are long. */
export function shortFigure(size: Size): string {
  if (typeof size !== 'number') {
    const text = formatExact(size);
    return text.length <= MAX_EXPRESSION ? text : `${text.slice(0, MAX_EXPRESSION)}…`;
  }
  for (const { sign, value } of UNITS) {
    const scaled = Math.abs(size) / value;
    // What would round to 1,000 of a unit is 1 of the next, which was tried before.
    if (scaled >= 0.9995)
      return `${(size / value).toFixed(scaled < 9.995 ? 2 : scaled < 99.95 ? 1 : 0)} ${sign}`;
  }
  return formatCount(size);
}

const MEBIBYTE = 2 ** 20;

/** `1.25 MiB`, three digits where there are any behind the point; a trace of memory as `< 0.01 MiB`. */
export function mebibytes(bytes: number): string {
  const value = bytes / MEBIBYTE;
  if (value > 0 && value < 0.01) return '< 0.01 MiB';
  const digits = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
  return `${digits === 0 ? formatCount(Math.round(value)) : value.toFixed(digits)} MiB`;
}

/** `65.2 %`; null where there is no share to speak of. */
export function shareText(part: Size, whole: Size): string | null {
  if (typeof part !== 'number' || typeof whole !== 'number' || whole === 0) return null;
  return `${((100 * part) / whole).toFixed(1)} %`;
}
