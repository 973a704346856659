import type { Analysis } from '../analyze.ts';
import type { TextEdit } from '../diagnostics/diagnostic.ts';
import type { Message } from '../diagnostics/message.ts';
import type { Refusable } from '../navigate/rename.ts';
import { accept, type EditPlan } from './designEdit.ts';
import { keepReferences, type MendUse } from './keepReferences.ts';
import { movedBy, startAfter } from './movedOffsets.ts';

/** What an edit does to the text, before the names elsewhere are kept right. */
export interface DraftPlan {
  readonly edits: readonly TextEdit[];
  /** In the new text of one of the edits, or a place of the text before. */
  readonly focus: { readonly edit: TextEdit; readonly at: number } | number;
  readonly mend?: MendUse;
  readonly note?: Message;
}

export function finishPlan(analysis: Analysis, draft: DraftPlan): Refusable<EditPlan> {
  const kept = keepReferences(analysis, draft.edits, draft.mend);
  if (!kept.ok) return kept;
  const { focus, note = null } = draft;
  const place =
    typeof focus === 'number' ? movedBy(kept.value)(focus) : startAfter(kept.value, focus.edit) + focus.at;
  return accept({ edits: kept.value, focus: place, note });
}
