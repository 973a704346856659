import { formatCount } from '../../src/core/model/formatCount.ts';
import { fill } from '../fill.ts';

/** A number, or an expression in symbols. */
export type Figure = number | string;

const THIN_SPACE = '\u202f';
const KIB = 1024;

/** `1 727 962`; the numbers of an expression, too. */
export function groupedFigure(figure: Figure): string {
  const text = typeof figure === 'number' ? formatCount(figure) : figure;
  return text.replace(/(?<=\d),(?=\d)/g, THIN_SPACE);
}

/** In units of 1024 bytes, without the unit: `64`, `12.5`, `0.04`. */
export function kibibytes(bytes: number): string {
  const value = bytes / KIB;
  if (Number.isInteger(value)) return groupedFigure(value);
  if (value >= 100) return groupedFigure(Math.round(value));
  return value >= 0.01 ? String(Number(value.toFixed(value >= 10 ? 1 : 2))) : value.toPrecision(1);
}

/** All bytes in words: `65 536 bytes`. */
export function bytesText(bytes: Figure, template: string): string {
  return fill(template, groupedFigure(bytes));
}
