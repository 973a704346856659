import type { SpecItem } from '../spec/item.ts';
import type { TextEdit } from './diagnostic.ts';

/**
 * The edit that turns `basic: {filters: 16}` into `block: {type: basic, filters: 16}` or into a `stage` of it, in the
 * style in which it is written. Null for a value that is no mapping: nobody knows which parameter it is meant for.
 */
export function useBlock(
  text: string,
  item: SpecItem,
  form: 'block' | 'stage',
  block: string,
): TextEdit | null {
  const { value, kindRange, source } = item;
  if (source !== 'file') return null;
  const { start, end } = kindRange;
  if (value === null) {
    const colon = /^[ \t]*:/.exec(text.slice(end, end + 80))?.[0] ?? '';
    return { range: { start, end: end + colon.length }, newText: `block: ${block}` };
  }
  // Not what an alias stands for, or what an anchor names: that has other users.
  if (value.type !== 'map' || value.start < end || !/^[ \t]*:\s+$/.test(text.slice(end, value.start)))
    return null;
  const named = `${form === 'stage' ? 'block' : 'type'}: ${block}`;
  const [first] = value.pairs;
  if (text[value.start] === '{') {
    const between = text.slice(end, value.start + 1);
    const separator = first === undefined ? '' : ', ';
    return { range: { start, end: value.start + 1 }, newText: `${form}${between}${named}${separator}` };
  }
  if (first === undefined) return null;
  const between = text.slice(end, first.key.start);
  const indent = /[^\r\n]*$/.exec(between)?.[0] ?? '';
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return { range: { start, end: first.key.start }, newText: `${form}${between}${named}${eol}${indent}` };
}
