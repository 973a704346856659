import { readItems } from '../language/readItems.ts';
import type { SpecItem } from '../spec/item.ts';
import type { SpecNode } from '../spec/node.ts';
import type { Spec } from '../spec/spec.ts';

/** An item of the file with the lists that stand inside it. */
export interface ItemTree {
  readonly item: SpecItem;
  /** Its name, or its kind, numbered among the unnamed ones of its list. */
  readonly name: string;
  readonly lists: readonly {
    readonly name: string;
    readonly node: SpecNode;
    readonly items: readonly ItemTree[];
  }[];
}

export function itemTrees(items: readonly SpecItem[]): ItemTree[] {
  const counts = new Map<string, number>();
  return items.map((item) => {
    const given = item.name?.value;
    const number = (counts.get(item.kind) ?? 0) + (given === undefined ? 1 : 0);
    counts.set(item.kind, number);
    const name = given === undefined ? (number <= 1 ? item.kind : `${item.kind}_${number}`) : String(given);
    return { item, name, lists: listsOf(item) };
  });
}

function listsOf(item: SpecItem): ItemTree['lists'] {
  if (item.value?.type !== 'map') return [];
  const entries = item.value.pairs.flatMap((pair) => {
    const key = String(pair.key.value);
    if (item.kind === 'residual' && ['branch', 'shortcut', 'projection'].includes(key)) return [pair];
    if (item.kind === 'parallel' && key === 'branches' && pair.value.type === 'map') return pair.value.pairs;
    return [];
  });
  return entries
    .filter((pair) => pair.value.type === 'sequence')
    .map((pair) => ({
      name: String(pair.key.value),
      node: pair.value,
      items: itemTrees(readItems(pair.value, '', item.source, new Set(), () => undefined)),
    }));
}

/** Every item that the file writes, those inside others and in its blocks included, in the order of the text. */
export function allItems(spec: Spec): SpecItem[] {
  const own = spec.blocks.filter((block) => block.source === 'file').flatMap((block) => block.layers);
  return [...own, ...spec.layers]
    .flatMap((item) => withInner(itemTrees([item])))
    .sort((a, b) => a.range.start - b.range.start);
}

function withInner(trees: readonly ItemTree[]): SpecItem[] {
  return trees.flatMap((tree) => [tree.item, ...tree.lists.flatMap((list) => withInner(list.items))]);
}
