import type { Analysis } from '../analyze.ts';
import { usableBlocks } from '../complete/usableBlocks.ts';
import { message } from '../diagnostics/message.ts';
import type { Refusable } from '../navigate/rename.ts';
import type { SpecBlock } from '../spec/spec.ts';
import { accept, refuse, type ShortcutChoice } from './designEdit.ts';
import type { DraftPlan } from './draftPlan.ts';
import type { PlacedItem } from './placedItem.ts';
import { attributeNode, writeAttribute } from './writeAttribute.ts';

/** The block that a stage or a block item uses. */
export function usedBlock(analysis: Analysis, { item }: PlacedItem): SpecBlock | null {
  if (item.kind !== 'stage' && item.kind !== 'block') return null;
  const node = attributeNode(item, item.kind === 'stage' ? 'block' : 'type');
  const name = node?.type === 'scalar' ? node.value : null;
  return usableBlocks(analysis).find((block) => block.name.value === name) ?? null;
}

/** Whether the item has a shortcut that can be chosen where it stands. */
export function canSwitchShortcut(analysis: Analysis, placed: PlacedItem): Refusable<null> {
  if (placed.item.kind === 'residual') return accept(null);
  const block = usedBlock(analysis, placed);
  if (block === null) return refuse(message('There is no shortcut here.'));
  if (block.parameters.some(({ name }) => name.value === 'shortcut')) return accept(null);
  const name = String(block.name.value);
  return refuse(
    block.source === 'file'
      ? message('The block `{name}` has no parameter `shortcut`. Open the block and change it inside.', {
          name,
        })
      : message('The block `{name}` has no shortcut that could be chosen.', { name }),
  );
}

export function switchShortcut(
  analysis: Analysis,
  placed: PlacedItem,
  shortcut: ShortcutChoice,
): Refusable<DraftPlan> {
  const possible = canSwitchShortcut(analysis, placed);
  if (!possible.ok) return possible;
  const edit = writeAttribute(analysis.text, placed.item, 'shortcut', shortcut);
  if (edit === null) return refuse(message('This is written in a way that can be changed in the text only.'));
  return accept({ edits: [edit], focus: placed.item.range.start });
}
