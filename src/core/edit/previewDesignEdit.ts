import { type Analysis, analyze } from '../analyze.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { formatMessage, type Message } from '../diagnostics/message.ts';
import { applyEdits } from '../diagnostics/priceFix.ts';
import { instancesOf, outputOf } from '../explain/instances.ts';
import type { MaybeShape } from '../model/shape.ts';
import type { Refusable } from '../navigate/rename.ts';
import { addSizes, type Size, timesInteger } from '../symbolic/symbolicSize.ts';
import { accept, type DesignEdit, type EditPlan } from './designEdit.ts';
import { movedBy } from './movedOffsets.ts';
import { placedItemAt } from './placedItem.ts';
import { planDesignEdit } from './planDesignEdit.ts';

/** What an edit would do, found by analysing the edited text. */
export interface EditPreview {
  /** The change in parameters and multiply-adds of the whole model; null where either text gives none. */
  readonly trainable: Size | null;
  readonly macs: Size | null;
  /** What comes out of the item that the edit is about. */
  readonly output: MaybeShape;
  /** The first mistake that was not there before; null where there is none. */
  readonly error: Message | null;
  /** The first warning that was not there before. */
  readonly warning: Message | null;
  readonly note: Message | null;
}

export function previewDesignEdit(
  analysis: Analysis,
  ids: readonly string[],
  edit: DesignEdit,
): Refusable<EditPreview> {
  const plan = planDesignEdit(analysis, ids, edit);
  return plan.ok ? accept(previewPlan(analysis, plan.value)) : plan;
}

function previewPlan(analysis: Analysis, { edits, focus, note }: EditPlan): EditPreview {
  const edited = analyze(applyEdits(analysis.text, edits), analysis.options, analysis);
  const [before, after] = [analysis.model?.body.cost, edited.model?.body.cost];
  const change = (name: 'trainable' | 'macs'): Size | null =>
    before === undefined || after === undefined
      ? null
      : addSizes(after[name], timesInteger(before[name], -1));
  const fresh = newDiagnostics(analysis, edited, movedBy(edits));
  const first = (severity: Diagnostic['severity']): Message | null =>
    fresh.find((each) => each.severity === severity)?.message ?? null;
  return {
    trainable: change('trainable'),
    macs: change('macs'),
    output: outputAt(edited, focus),
    error: first('error'),
    warning: first('warning'),
    note,
  };
}

/** Those that the text before did not have: neither in the same words nor at the same place. */
function newDiagnostics(before: Analysis, after: Analysis, moved: (offset: number) => number): Diagnostic[] {
  const words = new Map<string, number>();
  const places = new Set<string>();
  for (const each of before.diagnostics) {
    const key = wordsOf(each);
    words.set(key, (words.get(key) ?? 0) + 1);
    places.add(`${each.code} ${moved(each.range.start)}`);
  }
  return after.diagnostics.filter((each) => {
    const key = wordsOf(each);
    const left = words.get(key) ?? 0;
    if (left > 0) words.set(key, left - 1);
    return left === 0 && !places.has(`${each.code} ${each.range.start}`);
  });
}

function wordsOf({ code, message }: Diagnostic): string {
  return `${code} ${formatMessage(message)}`;
}

function outputAt(edited: Analysis, focus: number): MaybeShape {
  const item = placedItemAt(edited, focus)?.item;
  const [instance] = edited.model === null || item === undefined ? [] : instancesOf(edited.model, item);
  return instance === undefined ? null : outputOf(instance);
}
