import type { Analysis } from '../analyze.ts';
import { shippedBlockText } from '../blocks/shippedBlocks.ts';
import { message } from '../diagnostics/message.ts';
import type { Refusable } from '../navigate/rename.ts';
import { newBlockEdit } from './blockSection.ts';
import { accept, refuse } from './designEdit.ts';
import type { DraftPlan } from './draftPlan.ts';
import type { PlacedItem } from './placedItem.ts';
import { usedBlock } from './switchShortcut.ts';

/** The shipped block that an item uses; null where it uses none, or one of the file. */
export function shippedBlockOf(analysis: Analysis, placed: PlacedItem): string | null {
  const block = usedBlock(analysis, placed);
  return block?.source === 'shipped' ? String(block.name.value) : null;
}

/** Writes a shipped block into the file, where it takes the place of the one of the product and can be changed. */
export function copyShippedBlock(analysis: Analysis, placed: PlacedItem): Refusable<DraftPlan> {
  const name = shippedBlockOf(analysis, placed);
  const source = name === null ? null : shippedBlockText(name);
  if (name === null || source === null)
    return refuse(message('This uses no block that ships with ResNet Designer.'));
  const lines = source.trim().split('\n');
  const edit = newBlockEdit(analysis, name, (column) =>
    lines.map((line) => (line === '' ? '' : ' '.repeat(column + 2) + line)),
  );
  return edit.ok ? accept({ edits: [edit.value], focus: placed.item.range.start }) : edit;
}
