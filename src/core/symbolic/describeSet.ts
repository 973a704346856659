import { type Message, message } from '../diagnostics/message.ts';
import { type NumberSet } from './numberSet.ts';

/** A set that takes more numbers than these is named by its equation. */
const MOST_NAMED = 3;

/** "H must be a multiple of 32." A clause without its full stop; null where no short one says it. */
export function describeSet(symbol: string, set: NumberSet): Message | null {
  const { points, start, period, residues } = set;
  if (residues.length === 0) {
    const most = points.length;
    if (most > 1 && points[most - 1] === most)
      return message('{symbol} must be at most {most}', { symbol, most });
    return points.length > MOST_NAMED
      ? null
      : message('{symbol} must be {values}', { symbol, values: listed(points) });
  }
  if (points.length > 0) return null;
  if (period === 1) return message('{symbol} must be at least {start}', { symbol, start });
  const remainder = describeRemainder(symbol, period, residues);
  if (remainder === null) return null;
  const [smallest = 0] = residues;
  const impliedStart = residues.length === 1 ? (smallest === 0 ? period : smallest) : 1;
  if (start <= impliedStart) return remainder;
  return message('{remainder} and at least {start}', { remainder, start });
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
