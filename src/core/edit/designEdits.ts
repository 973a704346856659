import type { Analysis } from '../analyze.ts';
import type { Message } from '../diagnostics/message.ts';
import type { MaybeShape } from '../model/shape.ts';
import type { Refusable } from '../navigate/rename.ts';
import { numbersOf } from './changeNumber.ts';
import { shippedBlockOf } from './copyShippedBlock.ts';
import {
  accept,
  type LayerChoice,
  MERGE_NAMES,
  type MergeName,
  type NumberName,
  refuse,
} from './designEdit.ts';
import { cannotInsertBefore } from './insertLayer.ts';
import { NOT_ON_LINES } from './insertText.ts';
import { itemText } from './itemText.ts';
import { joinCandidates, joinEnds } from './joinEnds.ts';
import { freshName } from './keepReferences.ts';
import { layerChoices } from './layerChoices.ts';
import { canMerge } from './mergeFit.ts';
import { type PlacedItem, placedItems, placedUse } from './placedItem.ts';
import { ONE_ONLY, planDesignEdit } from './planDesignEdit.ts';
import { canSwitchShortcut, usedBlock } from './switchShortcut.ts';
import { canWrap } from './wrapItems.ts';
import { attributeNode } from './writeAttribute.ts';

/** What can be done at nodes; a message says why something cannot, null that it can. */
export interface DesignOffers {
  /** What it is about, as it is written: `conv3_x`, `conv`. */
  readonly title: string;
  readonly insertBefore: Message | null;
  readonly insertAfter: Message | null;
  readonly duplicate: Message | null;
  readonly remove: Message | null;
  readonly join: Message | null;
  /** What one layer alone can be joined with, the nearest first; empty where several are selected. */
  readonly others: readonly JoinOther[];
  readonly wrap: Message | null;
  readonly shortcut: Message | null;
  /** What is written for the shortcut now; '' where the defaults hold. */
  readonly shortcutNow: string;
  readonly numbers: readonly { readonly name: NumberName; readonly written: string }[];
  readonly extract: Message | null;
  /** A name for the block that does not exist yet. */
  readonly extractName: string;
  /** The shipped block that could be copied into the file; null where there is none. */
  readonly copyBlock: string | null;
  readonly layers: readonly LayerChoice[];
}

/** An earlier layer or an input, by its name where the selected layer stands. */
export interface JoinOther {
  readonly name: string;
  readonly shape: MaybeShape;
  /** How the shapes can be joined as they are. */
  readonly fits: readonly MergeName[];
}

/** What can be done at the nodes with these ids, before it is asked what each would cost. */
export function designEdits(analysis: Analysis, ids: readonly string[]): DesignOffers {
  const items = placedItems(analysis, ids);
  const use = ids.length === 1 ? placedUse(analysis, ids[0] ?? '') : null;
  const copyBlock = use === null ? null : shippedBlockOf(analysis, use);
  const extractName = freshName(analysis, 'my_block');
  const joins = joinOffers(analysis, ids);
  if (!items.ok) return { ...nothing(items.reason, copyBlock, extractName), ...joins };
  const [first, ...rest] = items.value;
  const alone = (check: () => Refusable<unknown>): Message | null =>
    rest.length > 0 ? ONE_ONLY : reasonOf(check());
  const onLines = itemText(analysis.text, first) === null ? refuse(NOT_ON_LINES) : accept(null);
  return {
    title: titleOf(items.value),
    insertBefore: alone(() => (onLines.ok ? cannotInsertBefore(first) : onLines)),
    insertAfter: alone(() => onLines),
    duplicate: alone(() => planDesignEdit(analysis, ids, { type: 'duplicate' })),
    remove: alone(() => planDesignEdit(analysis, ids, { type: 'delete' })),
    ...joins,
    wrap: reasonOf(onLines.ok ? canWrap(items.value) : onLines),
    shortcut: alone(() => canSwitchShortcut(analysis, first)),
    shortcutNow: rest.length > 0 ? '' : shortcutNow(analysis, first),
    numbers: rest.length > 0 ? [] : numbersOf(analysis, first),
    extract: reasonOf(planDesignEdit(analysis, ids, { type: 'extract', name: extractName })),
    extractName,
    copyBlock,
    layers: layerChoices(analysis),
  };
}

function joinOffers(analysis: Analysis, ids: readonly string[]): Pick<DesignOffers, 'join' | 'others'> {
  const ends = joinEnds(analysis, ids);
  if (!ends.ok) return { join: ends.reason, others: [] };
  const [first, second] = ends.value;
  if (first?.type !== 'layer' || second !== undefined) {
    const plan = planDesignEdit(analysis, ids, { type: 'join', merge: 'add', other: null });
    return { join: reasonOf(plan), others: [] };
  }
  const { own, others } = joinCandidates(analysis, first.placed);
  const fitting = others.map(({ name, shape }): JoinOther => {
    const isFit = (merge: MergeName): boolean =>
      canMerge(merge, [shape, own]) || (merge === 'gate' && canMerge(merge, [own, shape]));
    return { name, shape, fits: MERGE_NAMES.filter(isFit) };
  });
  return { join: null, others: fitting };
}

function nothing(
  reason: Message,
  copyBlock: string | null,
  extractName: string,
): Omit<DesignOffers, 'join' | 'others'> {
  return {
    title: '',
    insertBefore: reason,
    insertAfter: reason,
    duplicate: reason,
    remove: reason,
    wrap: reason,
    shortcut: reason,
    shortcutNow: '',
    numbers: [],
    extract: reason,
    extractName,
    copyBlock,
    layers: [],
  };
}

function reasonOf(result: Refusable<unknown>): Message | null {
  return result.ok ? null : result.reason;
}

function titleOf(items: readonly PlacedItem[]): string {
  const [first] = items;
  const last = items[items.length - 1];
  const nameOf = ({ item }: PlacedItem): string => String(item.name?.value ?? item.kind);
  if (first === undefined || last === undefined) return '';
  return first === last ? nameOf(first) : `${nameOf(first)} … ${nameOf(last)}`;
}

function shortcutNow(analysis: Analysis, placed: PlacedItem): string {
  const isThere = placed.item.kind === 'residual' || usedBlock(analysis, placed) !== null;
  const node = isThere ? attributeNode(placed.item, 'shortcut') : null;
  return node?.type === 'scalar' ? String(node.value) : '';
}
