import type { Analysis } from '../../src/core/analyze.ts';
import type { Diagnostic } from '../../src/core/diagnostics/diagnostic.ts';
import { formatMessage } from '../../src/core/diagnostics/message.ts';
import {
  type DesignEdit,
  MERGE_NAMES,
  SHORTCUT_CHOICES,
  WRAP_CHOICES,
} from '../../src/core/edit/designEdit.ts';
import { designEdits } from '../../src/core/edit/designEdits.ts';
import { joinCandidates, joinEnds } from '../../src/core/edit/joinEnds.ts';
import { movedBy } from '../../src/core/edit/movedOffsets.ts';
import { previewDesignEdit } from '../../src/core/edit/previewDesignEdit.ts';
import { instancesOf } from '../../src/core/explain/instances.ts';
import { allItems } from '../../src/core/explain/itemTree.ts';
import { commentsOf } from '../../src/core/format/formatSpec.ts';
import { addSizes, timesInteger } from '../../src/core/symbolic/symbolicSize.ts';
import { type MadeEdit, make } from './designFaults.ts';

/** Everything that the menu offers at nodes. */
export function offeredEdits(analysis: Analysis, ids: readonly string[]): DesignEdit[] {
  const offers = designEdits(analysis, ids);
  const places = (['before', 'after'] as const).filter((where) =>
    where === 'before' ? offers.insertBefore === null : offers.insertAfter === null,
  );
  const joins =
    offers.join !== null ? [] : offers.others.length === 0 ? [null] : offers.others.map(({ name }) => name);
  return [
    ...places.flatMap((where) =>
      offers.layers.map((layer): DesignEdit => ({ type: 'insert', where, layer })),
    ),
    ...joins.flatMap((other) => MERGE_NAMES.map((merge): DesignEdit => ({ type: 'join', merge, other }))),
    ...(offers.duplicate === null ? [{ type: 'duplicate' } as const] : []),
    ...(offers.remove === null ? [{ type: 'delete' } as const] : []),
    ...(offers.wrap === null ? WRAP_CHOICES.map((shortcut): DesignEdit => ({ type: 'wrap', shortcut })) : []),
    ...(offers.shortcut === null
      ? SHORTCUT_CHOICES.map((shortcut): DesignEdit => ({ type: 'shortcut', shortcut }))
      : []),
    ...offers.numbers.flatMap(({ name }) =>
      ['1', '2', '$(2 * 4)'].map((value): DesignEdit => ({ type: 'number', name, value })),
    ),
    ...(offers.extract === null ? [{ type: 'extract', name: offers.extractName } as const] : []),
    ...(offers.copyBlock === null ? [] : [{ type: 'copyBlock' } as const]),
  ];
}

/** What is wrong with an offered edit; null where it is refused. */
export function editFaults(before: Analysis, ids: readonly string[], edit: DesignEdit): string[] | null {
  const made = make(before, ids, edit);
  if (made === null) return null;
  const preview = previewDesignEdit(before, ids, edit);
  if (!preview.ok) return ['is made and cannot be looked at before'];
  const faults: string[] = [];
  const { after, edits, focus } = made;
  edits.forEach(({ range }, at) => {
    const next = edits[at + 1]?.range;
    if (next !== undefined && (next.start < range.end || next.start === range.start))
      faults.push(`edits overlap at ${next.start}`);
  });
  if (after.yaml.problems.length > 0) faults.push('the text cannot be read');
  faults.push(...lostComments(made), ...strangeLines(made));
  if (!allItems(after.spec).some(({ range }) => range.start === focus))
    faults.push(`no layer starts at ${focus}`);
  const said = preview.value;
  if (said.error === null && said.warning === null) {
    faults.push(...fresh(before.diagnostics, after.diagnostics).map((each) => `not announced: ${each}`));
  }
  if (said.error === null)
    faults.push(...fresh(before.diagnostics.filter(isError), after.diagnostics.filter(isError)));
  for (const name of ['trainable', 'macs'] as const) {
    const [old, now] = [before.model?.body.cost[name], after.model?.body.cost[name]];
    const change = old === undefined || now === undefined ? null : addSizes(now, timesInteger(old, -1));
    if (JSON.stringify(change) !== JSON.stringify(said[name]))
      faults.push(`${name}: ${JSON.stringify(said[name])} was announced and it is ${JSON.stringify(change)}`);
  }
  if (edit.type === 'join') faults.push(...wronglyJoined(made, edit.other));
  return faults;
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}

function fresh(before: readonly Diagnostic[], after: readonly Diagnostic[]): string[] {
  const say = ({ code, message }: Diagnostic): string => `${code}: ${formatMessage(message)}`;
  const left = before.map(say);
  return after.map(say).filter((each) => {
    const at = left.indexOf(each);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** The comments on the lines of a layer that goes away go with it. */
function lostComments({ before, after, edit, edits }: MadeEdit): string[] {
  const kept = commentsOf(after.text).split('\n');
  const lost = commentsOf(before.text)
    .split('\n')
    .filter((comment) => !kept.includes(comment));
  const isGone = (comment: string): boolean =>
    edit.type === 'delete' &&
    edits.some(({ range }) => before.text.slice(range.start, range.end).includes(comment.trim()));
  return lost.filter((comment) => !isGone(comment)).map((comment) => `lost ${comment}`);
}

/** A line that ends in another way than the file's, or has blanks at its end that it had not. */
function strangeLines({ before, after }: MadeEdit): string[] {
  const faults: string[] = [];
  if (/\r\n/.test(before.text) ? /[^\r]\n/.test(after.text) : after.text.includes('\r'))
    faults.push('a line ends in another way');
  const old = new Set(before.text.split(/\r?\n/));
  for (const line of after.text.split(/\r?\n/)) {
    if (/[ \t]$/.test(line) && !old.has(line)) faults.push(`blanks at the end of ${JSON.stringify(line)}`);
  }
  return faults;
}

/** The merge takes what was selected, not what else may have one of the names. */
function wronglyJoined({ before, after, ids, focus, edits }: MadeEdit, other: string | null): string[] {
  const item = allItems(after.spec).find(({ range }) => range.start === focus);
  const selected = joinEnds(before, ids);
  const [instance] = after.model === null || item === undefined ? [] : instancesOf(after.model, item);
  if (instance === undefined || !selected.ok) return [];
  const ends = [...selected.value];
  const [own] = ends;
  if (own?.type === 'layer' && other !== null)
    ends.push(
      ...joinCandidates(before, own.placed).others.flatMap((each) => (each.name === other ? [each.end] : [])),
    );
  // Of one that is left out, the merge takes what stands above.
  if (ends.some((end) => end.type === 'layer' && end.placed.item.when !== null)) return [];
  const moved = movedBy(edits);
  const wanted = ends.map((end) => (end.type === 'input' ? end.name : moved(end.placed.item.range.start)));
  const { body, nodes } = instance;
  const found = (nodes[nodes.length - 1]?.inputs ?? []).map((ref) =>
    ref.kind === 'input' ? body.inputs[ref.index]?.name : body.nodes[ref.path[0]]?.item.range.start,
  );
  const isSame = String(wanted.map(String).sort()) === String(found.map(String).sort());
  return isSame ? [] : [`joins ${found.join()} and not ${wanted.join()}`];
}
