import type { SpecItem } from '../spec/item.ts';
import type { SpecMap } from '../spec/node.ts';
import type { TextEdit } from './diagnostic.ts';

/** The edit that writes `key: value` into an item's value, in the style in which that is written. */
export function setAttribute(text: string, item: SpecItem, key: string, value: string): TextEdit | null {
  const { value: node } = item;
  if (item.source !== 'file') return null;
  if (node?.type === 'map') {
    const present = node.pairs.find((pair) => pair.key.value === key);
    if (present !== undefined) {
      const isGlued = present.value.end === present.value.start && text[present.value.start - 1] === ':';
      const { start, end } = present.value;
      return { range: { start, end }, newText: isGlued ? ` ${value}` : value };
    }
    return text[node.start] === '{' ? intoFlow(text, node, key, value) : intoBlock(text, node, key, value);
  }
  if (node === null) return null;
  // A shorthand: `block: basic` becomes `block: {type: basic, key: value}`.
  if (item.kind !== 'block' || node.type !== 'scalar') return null;
  const written = text.slice(node.start, node.end);
  return { range: { start: node.start, end: node.end }, newText: `{type: ${written}, ${key}: ${value}}` };
}

function intoFlow(text: string, node: SpecMap, key: string, value: string): TextEdit | null {
  const close = node.end - 1;
  if (text[close] !== '}') return null;
  let at = close;
  while (at > node.start + 1 && /\s/.test(text[at - 1] ?? '')) at--;
  const separator = node.pairs.length === 0 ? '' : text[at - 1] === ',' ? ' ' : ', ';
  return { range: { start: at, end: at }, newText: `${separator}${key}: ${value}` };
}

function intoBlock(text: string, node: SpecMap, key: string, value: string): TextEdit | null {
  const [first] = node.pairs;
  if (first === undefined) return null;
  const lineStart =
    Math.max(text.lastIndexOf('\n', first.key.start - 1), text.lastIndexOf('\r', first.key.start - 1)) + 1;
  const indent = ' '.repeat(first.key.start - lineStart);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  // Before the first key, so that neither comments nor nested lists are cut through.
  return {
    range: { start: first.key.start, end: first.key.start },
    newText: `${key}: ${value}${eol}${indent}`,
  };
}
