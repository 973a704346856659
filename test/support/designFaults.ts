import { type Analysis, analyze } from '../../src/core/analyze.ts';
import type { TextEdit } from '../../src/core/diagnostics/diagnostic.ts';
import { formatMessage } from '../../src/core/diagnostics/message.ts';
import { applyEdits } from '../../src/core/diagnostics/priceFix.ts';
import { type DesignEdit, SHORTCUT_CHOICES, WRAP_CHOICES } from '../../src/core/edit/designEdit.ts';
import { drawnItem } from '../../src/core/edit/drawnItem.ts';
import { planDesignEdit } from '../../src/core/edit/planDesignEdit.ts';
import { commentsOf, formatSpec } from '../../src/core/format/formatSpec.ts';
import { type FlatModel, flatten } from '../../src/core/model/flatten.ts';
import type { Model } from '../../src/core/model/model.ts';

/** An edit that was made, with the texts before and after. */
export interface MadeEdit {
  readonly ids: readonly string[];
  readonly edit: DesignEdit;
  readonly before: Analysis;
  readonly after: Analysis;
  readonly focus: number;
  readonly edits: readonly TextEdit[];
}

export const SOME_EDITS: readonly DesignEdit[] = [
  { type: 'insert', where: 'before', layer: { form: 'kind', name: 'relu' } },
  { type: 'insert', where: 'after', layer: { form: 'kind', name: 'relu' } },
  { type: 'insert', where: 'before', layer: { form: 'kind', name: 'conv' } },
  { type: 'insert', where: 'after', layer: { form: 'kind', name: 'residual' } },
  { type: 'insert', where: 'after', layer: { form: 'block', name: 'basic' } },
  { type: 'duplicate' },
  { type: 'delete' },
  ...WRAP_CHOICES.map((shortcut): DesignEdit => ({ type: 'wrap', shortcut })),
  ...SHORTCUT_CHOICES.map((shortcut): DesignEdit => ({ type: 'shortcut', shortcut })),
  { type: 'number', name: 'repeat', value: '3' },
  { type: 'number', name: 'filters', value: '8' },
  { type: 'number', name: 'stride', value: '1' },
  { type: 'extract', name: 'extracted' },
  { type: 'copyBlock' },
];

/** Nodes of the file's own items and of the blocks that it writes, one for each item. */
export function nodesToEdit({ model }: Analysis): string[] {
  if (model === null) return [];
  const found = new Map<number, string>();
  for (const { path } of flatten(model).ops) {
    const parts = path.split('.');
    for (let length = 1; length <= parts.length; length++) {
      const id = parts.slice(0, length).join('.');
      const item = drawnItem(model, id)?.item;
      if (item?.source === 'file' && !found.has(item.range.start)) found.set(item.range.start, id);
    }
  }
  return [...found.values()];
}

/** Makes the edit; null where it is refused. */
export function make(before: Analysis, ids: readonly string[], edit: DesignEdit): MadeEdit | null {
  const plan = planDesignEdit(before, ids, edit);
  if (!plan.ok) return null;
  const text = applyEdits(before.text, plan.value.edits);
  return {
    ids,
    edit,
    before,
    after: analyze(text, before.options),
    focus: plan.value.focus,
    edits: plan.value.edits,
  };
}

/** What is wrong with an edited text whatever the edit: it does not parse, lost a comment, or is out of form. */
export function textFaults({ before, after, edit, focus, edits }: MadeEdit, isSound: boolean): string[] {
  const faults: string[] = [];
  // An editor refuses edits that overlap, and does not say which of two at one place comes first.
  edits.forEach(({ range }, at) => {
    const next = edits[at + 1]?.range;
    if (next !== undefined && (next.start < range.end || next.start === range.start))
      faults.push(`edits overlap at ${next.start}`);
  });
  if (after.yaml.problems.length > 0) faults.push('the text cannot be read');
  const errors = ({ diagnostics }: Analysis): number =>
    diagnostics.filter(({ severity }) => severity === 'error').length;
  if (isSound && errors(after) > errors(before))
    faults.push(...after.diagnostics.map(({ code, message }) => `${code}: ${formatMessage(message)}`));
  const kept = commentsOf(after.text).split('\n');
  const lost = commentsOf(before.text)
    .split('\n')
    .filter((comment) => !kept.includes(comment));
  // The comments on the lines of a layer that goes away go with it.
  if (edit.type !== 'delete' && lost.length > 0) faults.push(`lost ${lost.join(' | ')}`);
  if (formatSpec(before).length === 0 && formatSpec(after).length > 0) faults.push('the text is out of form');
  if (/\r\n/.test(before.text) && /[^\r]\n/.test(after.text)) faults.push('a line ends in another way');
  if (/[\s\-]/.test(after.text.charAt(focus))) faults.push(`${focus} is where no item starts`);
  return faults;
}

/** The ops of the model with their producers, in an order of their own. */
export function netOf(model: Model | null): FlatModel {
  if (model === null) throw new Error('there is no model');
  return flatten(model);
}
