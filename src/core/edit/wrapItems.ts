import type { Analysis } from '../analyze.ts';
import type { TextEdit } from '../diagnostics/diagnostic.ts';
import { message } from '../diagnostics/message.ts';
import type { Refusable } from '../navigate/rename.ts';
import { besideText, removeBeside } from './besideKey.ts';
import { accept, refuse, type WrapChoice } from './designEdit.ts';
import type { DraftPlan } from './draftPlan.ts';
import { takesProducers } from './followed.ts';
import { NOT_ON_LINES } from './insertText.ts';
import { type BlockItem, eolOf, itemText, lineEnd, lineStart, linesWithin } from './itemText.ts';
import { type MendUse, symbolOf } from './keepReferences.ts';
import { type BesideKeys, pairsOf } from './layerText.ts';
import type { PlacedItem } from './placedItem.ts';

type Items = readonly [PlacedItem, ...PlacedItem[]];

/** How much deeper the items stand then: below `residual`, `branch` and a dash. */
const DEEPER = 6;

/** Puts a shortcut around layers: they become the branch of a residual, which takes over their name. */
export function wrapItems(analysis: Analysis, items: Items, shortcut: WrapChoice): Refusable<DraftPlan> {
  const possible = canWrap(items);
  if (!possible.ok) return possible;
  const { text } = analysis;
  const [first] = items;
  const last = items[items.length - 1] ?? first;
  const places = items.map((item) => itemText(text, item));
  const [start, end] = [places[0], places[places.length - 1]];
  if (start === undefined || start === null || end === undefined || end === null || places.includes(null))
    return refuse(NOT_ON_LINES);
  const outer = outerKeys(text, items);
  const moved = [
    removeBeside(text, last, 'name'),
    removeBeside(text, first, 'from'),
    items.length === 1 ? removeBeside(text, first, 'when') : null,
  ].filter((edit) => edit !== null);
  const edits =
    start.isFlow || end.isFlow
      ? [...aroundFlow(first, last, shortcut, outer), ...moved]
      : aroundBlock(text, start, end, shortcut, outer, moved);
  const [head] = edits;
  if (head === undefined) return refuse(NOT_ON_LINES);
  const at = start.isFlow ? 0 : 2;
  return accept({
    edits,
    focus: { edit: head, at },
    mend: mendUses(analysis, items, head.range.start, at + (start.isFlow ? 1 : 0)),
  });
}

export function canWrap([first, ...rest]: Items): Refusable<null> {
  if (takesProducers(first) || first.item.from?.type === 'sequence')
    return refuse(message('It takes several layers, so that one shortcut cannot go around it.'));
  const apart = rest.find(({ item }) => item.from !== null);
  return apart === undefined
    ? accept(null)
    : refuse(
        message('`{kind}` in the selection says what it follows, so that the layers are no single branch.', {
          kind: apart.item.kind,
        }),
      );
}

/** What the residual takes over: the name of the last, and what the first follows. */
function outerKeys(text: string, items: Items): BesideKeys {
  const [first] = items;
  const name = besideText(text, items[items.length - 1] ?? first, 'name');
  const from = besideText(text, first, 'from');
  const when = items.length === 1 ? besideText(text, first, 'when') : undefined;
  return {
    ...(name === undefined ? {} : { name }),
    ...(from === undefined ? {} : { from }),
    ...(when === undefined ? {} : { when }),
  };
}

function aroundFlow(
  first: PlacedItem,
  last: PlacedItem,
  shortcut: WrapChoice,
  outer: BesideKeys,
): TextEdit[] {
  const { start } = first.item.range;
  const { end } = last.item.range;
  const keys = pairsOf(outer).map((pair) => `, ${pair}`);
  return [
    { range: { start, end: start }, newText: '{residual: {branch: [' },
    { range: { start: end, end }, newText: `], shortcut: ${shortcut}}${keys.join('')}}` },
  ];
}

function aroundBlock(
  text: string,
  start: BlockItem,
  end: BlockItem,
  shortcut: WrapChoice,
  outer: BesideKeys,
  moved: readonly TextEdit[],
): TextEdit[] {
  const eol = eolOf(text);
  const { dash, column } = start;
  const indent = (by: number): string => ' '.repeat(column + by);
  const head = `- residual:${eol}${indent(4)}branch:${eol}${indent(6)}`;
  const lines = linesWithin(text, dash, end.end)
    .filter((at) => lineEnd(text, at) > at)
    .filter((at) => !moved.some(({ range }) => range.start <= at && at < range.end));
  const tail = [`${indent(4)}shortcut: ${shortcut}`, ...pairsOf(outer).map((pair) => indent(2) + pair)];
  return [
    { range: { start: dash, end: dash }, newText: head },
    ...lines.map((at) => ({ range: { start: at, end: at }, newText: ' '.repeat(DEEPER) })),
    ...withTail(text, end.end, tail, moved),
  ];
}

/** Lines below the last one; where that goes away they take its place. */
function withTail(
  text: string,
  end: number,
  lines: readonly string[],
  moved: readonly TextEdit[],
): readonly TextEdit[] {
  const eol = eolOf(text);
  const last = moved.find(({ range }) => range.start < end && end <= range.end);
  if (last === undefined) return [...moved, { range: { start: end, end }, newText: eol + lines.join(eol) }];
  const { start } = last.range;
  const newText = (lineStart(text, start) === start ? '' : eol) + lines.join(eol);
  return [...moved.filter((edit) => edit !== last), { range: { start, end }, newText }];
}

/**
 * Those that named the last layer follow the residual, which has its name; what is inside is reached through the
 * branch: by a longer name, by the weights, and by the name of another layer of the branch.
 */
function mendUses(analysis: Analysis, items: Items, headAt: number, kindIn: number): MendUse {
  const range = {
    start: items[0].item.range.start,
    end: (items[items.length - 1] ?? items[0]).item.range.end,
  };
  const symbols = items.map(({ item }) => symbolOf(analysis, item));
  const lastSymbol = symbols[symbols.length - 1];
  return (use, names) => {
    const declaredAt = use.symbol.nameRange.start;
    const isOutside = use.range.start < range.start || use.range.end > range.end;
    const index = symbols.findIndex((symbol) => symbol?.nameRange.start === declaredAt);
    if (!isOutside || index < 0) return undefined;
    const outer =
      lastSymbol?.isGiven === true ? lastSymbol.name : (names.newNameAt(headAt, kindIn) ?? 'residual');
    const isValue = use.range.end === use.whole.end && use.key !== 'weights';
    if (isValue && symbols[index] === lastSymbol) return { range: use.range, newText: outer };
    const inner =
      symbols[index] === lastSymbol && lastSymbol?.isGiven === true
        ? innerName(items, index)
        : (names.nameOf(declaredAt) ?? use.symbol.name);
    return { range: use.range, newText: `${outer}.branch.${inner}` };
  };
}

/** What the last layer is called after its name went to the residual: its kind, numbered among the unnamed of its kind. */
function innerName(items: Items, index: number): string {
  const kind = items[index]?.item.kind ?? '';
  const before = items.slice(0, index).filter(({ item }) => item.name === null && item.kind === kind).length;
  return before === 0 ? kind : `${kind}_${before + 1}`;
}
