import type { GraphWords } from '../../src/protocol/graphWords.ts';
import { fill } from '../fill.ts';

/** Sizes before and after, each a number or an expression in symbols. */
interface Pair {
  readonly before: number | string;
  readonly after: number | string;
}

/** `parameters: 269,722 → 464,154 (+194,432)`, or that they are unchanged. */
export function changeText(what: string, { before, after }: Pair, words: GraphWords): string {
  if (before === after) return fill(words.comparedSame, what, grouped(after));
  const change = typeof before === 'number' && typeof after === 'number' ? signed(after - before) : '±';
  return fill(words.comparedTotals, what, grouped(before), grouped(after), change);
}

function grouped(size: number | string): string {
  return typeof size === 'number' ? size.toLocaleString('en') : size;
}

function signed(difference: number): string {
  return `${difference < 0 ? '−' : '+'}${Math.abs(difference).toLocaleString('en')}`;
}
