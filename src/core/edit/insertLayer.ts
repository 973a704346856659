import type { Analysis } from '../analyze.ts';
import type { TextEdit } from '../diagnostics/diagnostic.ts';
import { message } from '../diagnostics/message.ts';
import type { Refusable } from '../navigate/rename.ts';
import { valueOf } from '../spec/readSpec.ts';
import { besideText, removeBeside } from './besideKey.ts';
import { accept, type LayerChoice, refuse } from './designEdit.ts';
import type { DraftPlan } from './draftPlan.ts';
import { silentFollower, takesProducers } from './followed.ts';
import { insertBeside } from './insertText.ts';
import { freshName, type MendUse, symbolOf, usesOf } from './keepReferences.ts';
import { layerText } from './layerChoices.ts';
import { type BesideKeys, type LayerText, type WrittenItem, writeLayer } from './layerText.ts';
import { itemAt, type PlacedItem } from './placedItem.ts';

/** A new layer between an item and what it follows, or between it and what follows it. */
export function insertLayer(
  analysis: Analysis,
  placed: PlacedItem,
  where: 'before' | 'after',
  choice: LayerChoice,
): Refusable<DraftPlan> {
  const layer = layerText(analysis, placed, where, choice);
  if (!layer.ok) return layer;
  return where === 'before'
    ? insertBefore(analysis, placed, layer.value)
    : insertAfter(analysis, placed, `${choice.name}_new`, (keys) => writeLayer(layer.value, keys));
}

export function cannotInsertBefore(placed: PlacedItem): Refusable<null> {
  const isSeveral = takesProducers(placed) || placed.item.from?.type === 'sequence';
  return isSeveral ? refuse(message('It takes several layers. Insert after one of those.')) : accept(null);
}

/** The new layer takes over what the item says it follows. */
function insertBefore({ text }: Analysis, placed: PlacedItem, layer: LayerText): Refusable<DraftPlan> {
  const possible = cannotInsertBefore(placed);
  if (!possible.ok) return possible;
  const from = besideText(text, placed, 'from');
  const inserted = insertBeside(
    text,
    placed,
    'before',
    writeLayer(layer, from === undefined ? {} : { from }),
  );
  if (!inserted.ok) return inserted;
  const { edit, at } = inserted.value;
  const unnamed = removeBeside(text, placed, 'from');
  return accept({ edits: [edit, ...(unnamed === null ? [] : [unnamed])], focus: { edit, at } });
}

/**
 * What followed the item without naming it follows the new layer. Where nothing would, those that name the item follow
 * the new layer, so that it is on the way.
 */
export function insertAfter(
  analysis: Analysis,
  placed: PlacedItem,
  baseName: string,
  write: (keys: BesideKeys) => WrittenItem,
  name: string | null = null,
): Refusable<DraftPlan> {
  const { text } = analysis;
  const symbol = symbolOf(analysis, placed.item);
  const users = usesOf(analysis).filter(
    ({ symbol: named, range, whole, key }) =>
      named.nameRange.start === symbol?.nameRange.start && range.end === whole.end && key !== 'weights',
  );
  const isDeadEnd = !hasSilentUse(analysis, placed) && users.length > 0;
  const ownName = name ?? (isDeadEnd ? freshName(analysis, baseName) : null);
  const inserted = insertBeside(text, placed, 'after', write(ownName === null ? {} : { name: ownName }));
  if (!inserted.ok) return inserted;
  const { edit, at } = inserted.value;
  const redirected = new Set(isDeadEnd ? users.map(({ range }) => range.start) : []);
  const mend: MendUse = ({ range }): TextEdit | undefined =>
    redirected.has(range.start) && ownName !== null ? { range, newText: ownName } : undefined;
  return accept({ edits: [edit], focus: { edit, at }, mend });
}

/** Something takes the item's value without naming it: what stands below, or whatever holds the list. */
function hasSilentUse({ spec }: Analysis, placed: PlacedItem): boolean {
  if (itemAt(placed.list, placed.index + 1) !== null) return silentFollower(placed) !== null;
  if (placed.parent !== null || placed.block !== null) return true;
  return valueOf(spec.root?.type === 'map' ? spec.root : null, 'outputs') === null;
}
