import type { Analysis } from '../analyze.ts';
import { message } from '../diagnostics/message.ts';
import { KINDS } from '../language/kinds.ts';
import type { Refusable } from '../navigate/rename.ts';
import { accept, NUMBER_NAMES, type NumberName, refuse } from './designEdit.ts';
import type { DraftPlan } from './draftPlan.ts';
import type { PlacedItem } from './placedItem.ts';
import { usedBlock } from './switchShortcut.ts';
import { attributeNode, writeAttribute } from './writeAttribute.ts';

/** The numbers that an item has, with what is written for them now; '' where the default holds. */
export function numbersOf(
  analysis: Analysis,
  placed: PlacedItem,
): { readonly name: NumberName; readonly written: string }[] {
  const isOffered = (name: NumberName): boolean =>
    hasNumber(analysis, placed, name) && writeAttribute(analysis.text, placed.item, name, '1') !== null;
  return NUMBER_NAMES.filter(isOffered).map((name) => {
    const node = attributeNode(placed.item, name);
    return { name, written: node === null ? '' : analysis.text.slice(node.start, node.end) };
  });
}

function hasNumber(analysis: Analysis, placed: PlacedItem, name: NumberName): boolean {
  const { kind } = placed.item;
  const block = usedBlock(analysis, placed);
  if (block !== null) {
    if (kind === 'stage' && name === 'repeat') return true;
    return block.parameters.some((parameter) => parameter.name.value === name);
  }
  return kind !== 'stage' && kind !== 'block' && Object.hasOwn(KINDS.get(kind)?.table ?? {}, name);
}

/** What can stand for a number wherever it is put, in brackets too: nothing of it could be read as something else. */
const NUMBER = /^(?:\d{1,8}|\$[A-Za-z_]\w*|\$\([^,{}[\]#:'"\r\n]*\)|\[ *\d{1,8} *, *\d{1,8} *\])$/;

export function changeNumber(
  analysis: Analysis,
  placed: PlacedItem,
  name: NumberName,
  written: string,
): Refusable<DraftPlan> {
  const value = written.trim();
  if (!hasNumber(analysis, placed, name))
    return refuse(message('`{kind}` has no `{name}`.', { kind: placed.item.kind, name }));
  if (!NUMBER.test(value)) {
    return refuse(
      message('Write a number, or an expression such as {example}.', { example: '`$n`, `$(2 * n)`' }),
    );
  }
  const edit = writeAttribute(analysis.text, placed.item, name, value);
  if (edit === null) return refuse(message('This is written in a way that can be changed in the text only.'));
  return accept({ edits: [edit], focus: placed.item.range.start });
}
