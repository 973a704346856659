import type { Analysis } from '../analyze.ts';
import { message } from '../diagnostics/message.ts';
import { pathOf, syntaxPath } from '../explain/syntaxPath.ts';
import { readItems } from '../language/readItems.ts';
import type { Refusable } from '../navigate/rename.ts';
import type { SpecItem } from '../spec/item.ts';
import type { SpecNode, SpecSequence } from '../spec/node.ts';
import { accept, refuse } from './designEdit.ts';
import { drawnItem } from './drawnItem.ts';

/** An item of the file and the list that it stands in. */
export interface PlacedItem {
  readonly item: SpecItem;
  readonly list: SpecSequence;
  readonly index: number;
  /** The residual or parallel whose list it is; null for the layers of the file or of a block. */
  readonly parent: PlacedItem | null;
  /** The block of the file in whose body it stands; null for the file's own layers. */
  readonly block: string | null;
}

const NO_BLOCKS = new Map<string, never>();

/** The item that a node of the list is; null for an entry that is none. */
export function itemAt(list: SpecSequence, index: number): SpecItem | null {
  const node = list.items[index];
  return node === undefined ? null : itemOf(node);
}

function itemOf(node: SpecNode): SpecItem | null {
  const list: SpecSequence = { type: 'sequence', start: node.start, end: node.end, items: [node] };
  const [item] = readItems(list, '', 'file', NO_BLOCKS, () => {
    // What is wrong with it was reported when the text was read.
  });
  return item ?? null;
}

/** The item of a layer list that starts at the offset; null where none does. */
export function placedItemAt({ spec }: Pick<Analysis, 'spec'>, start: number): PlacedItem | null {
  const steps = syntaxPath(spec.root, start);
  let parent: PlacedItem | null = null;
  for (const [depth, { node, index }] of steps.entries()) {
    if (node.type !== 'sequence' || index < 0) continue;
    const owner = listOwner(pathOf(steps.slice(0, depth)), parent !== null);
    if (owner === null) return null;
    const item = itemAt(node, index);
    if (item === null) return null;
    const placed: PlacedItem = {
      item,
      list: node,
      index,
      parent,
      block: parent === null ? owner.block : parent.block,
    };
    if (item.range.start === start) return placed;
    parent = placed;
  }
  return null;
}

/** Whose list of layers stands at a path; null where it is a list of something else, or a value that is passed on. */
function listOwner(path: readonly (string | number)[], isNested: boolean): { block: string | null } | null {
  const [first, second, third] = path;
  if (!isNested) {
    if (path.length === 1 && first === 'layers') return { block: null };
    return path.length === 3 && first === 'blocks' && third === 'layers' ? { block: String(second) } : null;
  }
  const keys = path.slice(path.findLastIndex((step) => typeof step === 'number') + 1);
  const isPart =
    keys.length === 2 && keys[0] === 'residual' && /^(?:branch|shortcut|projection)$/.test(String(keys[1]));
  const isBranch = keys.length === 3 && keys[0] === 'parallel' && keys[1] === 'branches';
  return isPart || isBranch ? { block: null } : null;
}

/** The items behind drawn nodes, each once, in the order of the text; a reason where one cannot be changed. */
export function placedNodes(analysis: Analysis, ids: readonly string[]): Refusable<readonly PlacedItem[]> {
  const found = new Map<number, PlacedItem>();
  for (const id of ids) {
    const placed = placedNode(analysis, id);
    if (!placed.ok) return placed;
    found.set(placed.value.item.range.start, placed.value);
  }
  return accept([...found.values()].sort((a, b) => a.item.range.start - b.item.range.start));
}

/** Those of one list and side by side. */
export function placedItems(
  analysis: Analysis,
  ids: readonly string[],
): Refusable<readonly [PlacedItem, ...PlacedItem[]]> {
  const found = placedNodes(analysis, ids);
  if (!found.ok) return found;
  const [first, ...rest] = found.value;
  if (first === undefined) return refuse(message('Select a layer first.'));
  const areBeside = rest.every(
    ({ list, index }, at) => list === first.list && index === first.index + 1 + at,
  );
  return areBeside
    ? accept([first, ...rest])
    : refuse(message('The selected layers do not stand side by side in one list.'));
}

function placedNode(analysis: Analysis, id: string): Refusable<PlacedItem> {
  if (analysis.model === null) return refuse(message('There is no model yet.'));
  const drawn = drawnItem(analysis.model, id);
  if (drawn === null) {
    return refuse(
      id.startsWith('input:') || id.startsWith('output:')
        ? message('What goes in and out of the model is changed in the text.')
        : message('This is no longer in the text.'),
    );
  }
  if (drawn.item.source === 'shipped') {
    return refuse(
      message(
        'This stands in the block `{block}`, which ships with ResNet Designer. Copy the block into the file to change it.',
        { block: drawn.block ?? '' },
      ),
    );
  }
  const placed = placedItemAt(analysis, drawn.item.range.start);
  return placed === null
    ? refuse(message('This is written in a way that can be changed in the text only.'))
    : accept(placed);
}

/** The use, in the file, of the shipped block that a node stands in or stands for. */
export function placedUse(analysis: Analysis, id: string): PlacedItem | null {
  const drawn = analysis.model === null ? null : drawnItem(analysis.model, id);
  const use = drawn?.item.source === 'file' ? drawn.item : (drawn?.use ?? null);
  return use === null ? null : placedItemAt(analysis, use.range.start);
}
