import { type Message, message } from '../diagnostics/message.ts';
import { firstFrom, type NumberSet } from './numberSet.ts';

/** A set that takes more numbers than these is named by its equation. */
const MOST_NAMED = 3;

/** "H must be a multiple of 32." A clause without its full stop; null where no short one says it. */
export function describeSet(symbol: string, set: NumberSet): Message | null {
  const { points, start, period, residues } = set;
  if (residues.length === 0) {
    const [from = 0, to = 0] = [points[0], points.at(-1)];
    const isWithoutGap = points.length > 1 && to - from === points.length - 1;
    if (isWithoutGap && from === 1) return message('{symbol} must be at most {most}', { symbol, most: to });
    if (isWithoutGap && points.length > 2)
      return message('{symbol} must be {from} to {to}', { symbol, from, to });
    return points.length > MOST_NAMED
      ? null
      : message('{symbol} must be {values}', { symbol, values: listed(points) });
  }
  if (points.length > 0) return describeExceptions(symbol, set);
  if (period === 1) return message('{symbol} must be at least {start}', { symbol, start });
  const remainder = describeRemainder(symbol, period, residues);
  if (remainder === null) return null;
  const [smallest = 0] = residues;
  const impliedStart = residues.length === 1 ? (smallest === 0 ? period : smallest) : 1;
  if (start <= impliedStart) return remainder;
  return message('{remainder} and at least {start}', { remainder, start: firstFrom(set, start) ?? start });
}

/** "H must be odd, or 2": some single numbers more than what repeats. */
function describeExceptions(symbol: string, { points, start, period, residues }: NumberSet): Message | null {
  const isMember = (value: number): boolean => residues.includes(value % period);
  const others = points.filter((value) => !isMember(value));
  const isWhole = points.length - others.length === countMembers(start, isMember);
  const more = isWhole ? others : points;
  const rule = describeSet(symbol, { points: [], start: isWhole ? 1 : start, period, residues });
  if (rule === null || more.length === 0 || more.length > MOST_NAMED) return null;
  return message('{rule}, or {values}', { rule, values: listed(more) });
}

function countMembers(end: number, isMember: (value: number) => boolean): number {
  let count = 0;
  for (let value = 1; value < end; value++) if (isMember(value)) count += 1;
  return count;
}

function describeRemainder(symbol: string, period: number, residues: readonly number[]): Message | null {
  const [residue = 0] = residues;
  if (residues.length > MOST_NAMED) return null;
  if (residues.length > 1) {
    const values = listed(residues);
    return message('{symbol} divided by {period} must leave {values}', { symbol, period, values });
  }
  if (period === 2)
    return residue === 0
      ? message('{symbol} must be even', { symbol })
      : message('{symbol} must be odd', { symbol });
  if (residue === 0) return message('{symbol} must be a multiple of {period}', { symbol, period });
  if (residue === period - 1)
    return message('{symbol} must be 1 less than a multiple of {period}', { symbol, period });
  return message('{symbol} must be {residue} more than a multiple of {period}', { symbol, residue, period });
}

function listed(values: readonly number[]): string {
  return values.length <= 1 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values.at(-1) ?? ''}`;
}
