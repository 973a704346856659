import type { Analysis } from '../analyze.ts';
import type { TextEdit } from '../diagnostics/diagnostic.ts';
import { message } from '../diagnostics/message.ts';
import type { Refusable } from '../navigate/rename.ts';
import { valueOf } from '../spec/readSpec.ts';
import { setBeside } from './besideKey.ts';
import { accept, refuse } from './designEdit.ts';
import type { DraftPlan } from './draftPlan.ts';
import { followedBy, saysWhatItFollows, silentFollower } from './followed.ts';
import { NOT_ON_LINES } from './insertText.ts';
import { flowRemoval, lineStart, nextLine, removalOf } from './itemText.ts';
import { type MendUse, type NameUse, usesOf } from './keepReferences.ts';
import type { PlacedItem } from './placedItem.ts';

/** Takes an item away; whatever followed it follows what it followed. */
export function deleteItem(analysis: Analysis, placed: PlacedItem): Refusable<DraftPlan> {
  const { text } = analysis;
  const { range } = placed.item;
  if (placed.list.items.length === 1) return refuse(onlyOne(placed));
  const removal = removalOf(text, placed);
  if (removal === null) return refuse(NOT_ON_LINES);
  const followed = followedBy(analysis, placed);
  const follower = saysWhatItFollows(placed) ? silentFollower(placed) : null;
  const edits: TextEdit[] = [{ range: removal, newText: '' }];
  if (follower !== null && followed !== null) edits.push(setBeside(text, follower, 'from', followed.name));
  const users = usesOf(analysis).filter(
    (use) => isWithin(use.symbol.nameRange, range) && !isWithin(use.range, range),
  );
  const mend: MendUse = (use, names) => {
    if (!users.some(({ range: { start } }) => start === use.range.start)) return undefined;
    const heir = use.key === 'weights' ? null : followed;
    if (heir === null) return undefined;
    const name = heir.declaredAt === null ? heir.name : (names.nameOf(heir.declaredAt) ?? heir.name);
    if (use.key === 'outputs' && isGivenOut(analysis, name)) return withoutOutput(text, use);
    return { range: use.whole, newText: name };
  };
  const shared = users.find(({ key }) => key === 'weights');
  if (shared !== undefined) {
    return refuse(
      message(
        '`{name}` gives its weights to another layer, which would have none. Take `weights` away there first.',
        {
          name: text.slice(shared.whole.start, shared.whole.end),
        },
      ),
    );
  }
  const note = users.length === 0 || followed === null ? undefined : rewired(text, users, followed.name);
  return accept({ edits, focus: neighbour(placed), mend, ...(note === undefined ? {} : { note }) });
}

/** An output cannot be given out twice. */
function isGivenOut({ spec }: Analysis, name: string): boolean {
  const outputs = valueOf(spec.root?.type === 'map' ? spec.root : null, 'outputs');
  const items = outputs?.type === 'sequence' ? outputs.items : [];
  return items.some((each) => each.type === 'scalar' && each.value === name);
}

function withoutOutput(text: string, { whole }: NameUse): TextEdit {
  const isOnLine = /^[ \t]*-[ \t]+$/.test(text.slice(lineStart(text, whole.start), whole.start));
  const range = isOnLine
    ? { start: lineStart(text, whole.start), end: nextLine(text, whole.end) }
    : flowRemoval(text, whole);
  return { range, newText: '' };
}

function onlyOne({ parent }: PlacedItem): ReturnType<typeof message> {
  return parent === null
    ? message('It is the only layer here.')
    : message('It is the only layer here. Delete the `{kind}` around it instead.', {
        kind: parent.item.kind,
      });
}

function isWithin(
  inner: { readonly start: number; readonly end: number },
  outer: { readonly start: number; readonly end: number },
): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function rewired(text: string, users: readonly NameUse[], heir: string): ReturnType<typeof message> {
  const names = [...new Set(users.map(({ whole }) => text.slice(whole.start, whole.end)))].join(', ');
  return message('What names `{names}` will follow `{heir}` instead.', { names, heir });
}

/** What is selected afterwards: the item above, else the one below. */
function neighbour({ list, index }: PlacedItem): number {
  return (list.items[index - 1] ?? list.items[index + 1] ?? list).start;
}
