import type { TextEdit } from '../diagnostics/diagnostic.ts';
import { setAttribute } from '../diagnostics/setAttribute.ts';
import { KINDS } from '../language/kinds.ts';
import type { SpecItem } from '../spec/item.ts';
import type { SpecNode } from '../spec/node.ts';

/** Where an item writes an attribute, in its mapping or as its shorthand; null where it does not. */
export function attributeNode({ kind, value }: SpecItem, name: string): SpecNode | null {
  if (value === null) return null;
  if (value.type === 'map') return value.pairs.find(({ key }) => key.value === name)?.value ?? null;
  return KINDS.get(kind)?.shorthand === name ? value : null;
}

/** Writes an attribute in the style in which the item is written; a shorthand becomes a mapping where it has to. */
export function writeAttribute(text: string, item: SpecItem, name: string, value: string): TextEdit | null {
  const { value: node, kind, range } = item;
  if (node === null) {
    const isBare = range.end === item.kindRange.end;
    return isBare ? { range, newText: `${kind}: {${name}: ${value}}` } : null;
  }
  if (node.type === 'map') return isOwn(node, item) ? setAttribute(text, item, name, value) : null;
  if (!isOwn(node, item)) return null;
  const shorthand = KINDS.get(kind)?.shorthand ?? null;
  if (shorthand === null) return null;
  const { start, end } = node;
  if (shorthand === name) return { range: { start, end }, newText: value };
  return { range: { start, end }, newText: `{${shorthand}: ${text.slice(start, end)}, ${name}: ${value}}` };
}

/** Not what an alias stands for: that is written elsewhere, for others too. */
function isOwn(node: SpecNode, { range }: SpecItem): boolean {
  return range.start <= node.start && node.end <= range.end;
}
