import type { Analysis } from '../analyze.ts';
import { message } from '../diagnostics/message.ts';
import { applyEdits } from '../diagnostics/priceFix.ts';
import type { Refusable } from '../navigate/rename.ts';
import { parseYaml } from '../spec/parseYaml.ts';
import { changeNumber } from './changeNumber.ts';
import { copyShippedBlock } from './copyShippedBlock.ts';
import { deleteItem } from './deleteItem.ts';
import { type DesignEdit, type EditPlan, refuse } from './designEdit.ts';
import { type DraftPlan, finishPlan } from './draftPlan.ts';
import { duplicateItem } from './duplicateItem.ts';
import { checkExtracted, extractBlock } from './extractBlock.ts';
import { insertLayer } from './insertLayer.ts';
import { joinLayers } from './joinLayers.ts';
import { type PlacedItem, placedItems, placedUse } from './placedItem.ts';
import { switchShortcut } from './switchShortcut.ts';
import { wrapItems } from './wrapItems.ts';

/** The text edits of one change at the nodes with these ids, or why it cannot be made. */
export function planDesignEdit(
  analysis: Analysis,
  ids: readonly string[],
  edit: DesignEdit,
): Refusable<EditPlan> {
  if (analysis.yaml.problems.length > 0)
    return refuse(message('The text cannot be read. Mend it before you change the drawing.'));
  const draft = draftOf(analysis, ids, edit);
  if (!draft.ok) return draft;
  const plan = finishPlan(analysis, draft.value);
  if (!plan.ok) return plan;
  const [problem] = parseYaml(applyEdits(analysis.text, plan.value.edits), analysis.yaml).problems;
  // What goes away may be what an alias elsewhere stands for.
  if (problem !== undefined)
    return refuse(message('Then the text could not be read. {problem}', { problem: problem.message }));
  if (edit.type !== 'extract') return plan;
  const same = checkExtracted(analysis, plan.value.edits);
  return same.ok ? plan : same;
}

function draftOf(analysis: Analysis, ids: readonly string[], edit: DesignEdit): Refusable<DraftPlan> {
  if (edit.type === 'copyBlock') {
    const use = placedUse(analysis, ids[0] ?? '');
    return use === null ? refuse(ONE_ONLY) : copyShippedBlock(analysis, use);
  }
  if (edit.type === 'join') return joinLayers(analysis, ids, edit.merge, edit.other);
  const items = placedItems(analysis, ids);
  if (!items.ok) return items;
  const [first, ...rest] = items.value;
  if (edit.type === 'extract') return extractBlock(analysis, items.value, edit.name);
  if (edit.type === 'wrap') return wrapItems(analysis, items.value, edit.shortcut);
  return rest.length === 0 ? draftOfOne(analysis, first, edit) : refuse(ONE_ONLY);
}

function draftOfOne(
  analysis: Analysis,
  placed: PlacedItem,
  edit: Exclude<DesignEdit, { type: 'copyBlock' | 'extract' | 'join' | 'wrap' }>,
): Refusable<DraftPlan> {
  switch (edit.type) {
    case 'insert':
      return insertLayer(analysis, placed, edit.where, edit.layer);
    case 'duplicate':
      return duplicateItem(analysis, placed);
    case 'delete':
      return deleteItem(analysis, placed);
    case 'shortcut':
      return switchShortcut(analysis, placed, edit.shortcut);
    case 'number':
      return changeNumber(analysis, placed, edit.name, edit.value);
  }
}

export const ONE_ONLY = message('Select one layer for this.');
