import { type Analysis, analyze } from '../analyze.ts';
import type { TextEdit } from '../diagnostics/diagnostic.ts';
import { message } from '../diagnostics/message.ts';
import { applyEdits } from '../diagnostics/priceFix.ts';
import type { Refusable } from '../navigate/rename.ts';
import { expressionNames } from '../navigate/scalarPlace.ts';
import type { SpecNode } from '../spec/node.ts';
import type { SpecBlock } from '../spec/spec.ts';
import { besideText, removeBeside } from './besideKey.ts';
import { newBlockEdit } from './blockSection.ts';
import { accept, refuse } from './designEdit.ts';
import type { DraftPlan } from './draftPlan.ts';
import { followedBy } from './followed.ts';
import { NOT_ON_LINES } from './insertText.ts';
import { eolOf, itemText } from './itemText.ts';
import { freshName, type MendUse, type NameUse, symbolOf, usesOf } from './keepReferences.ts';
import { oneLine, writeLayer } from './layerText.ts';
import type { PlacedItem } from './placedItem.ts';
import { isSameNet } from './sameNet.ts';

type Items = readonly [PlacedItem, ...PlacedItem[]];

/** Makes a block of the file out of layers that stand side by side; one use of it takes their place. */
export function extractBlock(analysis: Analysis, items: Items, wantedName: string): Refusable<DraftPlan> {
  const { text } = analysis;
  const name = wantedName.trim();
  const isName = checkName(analysis, name);
  if (!isName.ok) return isName;
  const inner = innerEdits(analysis, items);
  if (!inner.ok) return inner;
  const passed = passedParameters(analysis, items);
  if (!passed.ok) return passed;
  const section = newBlockEdit(analysis, name, (column) =>
    blockLines(analysis, items, { ...passed.value, edits: inner.value, column }),
  );
  if (!section.ok) return section;
  const useName = isNamedOutside(analysis, items) ? freshName(analysis, name) : null;
  const use = useEdit(text, items, name, useName, passed.value.names);
  if (use === null) return refuse(NOT_ON_LINES);
  const draft: DraftPlan = {
    edits: [section.value, use.edit],
    focus: use,
    mend: mendUses(analysis, items, useName ?? name),
  };
  return accept(draft);
}

/** Refused where the model with the block would not be the same but for names. */
export function checkExtracted(analysis: Analysis, edits: readonly TextEdit[]): Refusable<null> {
  const after = analyze(applyEdits(analysis.text, edits), analysis.options, analysis);
  return analysis.model === null || after.model === null || isSameNet(analysis.model, after.model)
    ? accept(null)
    : refuse(message('As a block these layers would not compute the same, so they stay where they are.'));
}

function checkName(analysis: Analysis, name: string): Refusable<null> {
  if (!/^[A-Za-z_][\w-]*$/.test(name) || /^(?:true|false|null)$/i.test(name))
    return refuse(message('A block is named by a letter (a to z) followed by letters, digits, `_` or `-`.'));
  return freshName(analysis, name) === name
    ? accept(null)
    : refuse(message('There is a `{name}` already.', { name }));
}

function rangeOf(items: Items): { readonly start: number; readonly end: number } {
  const last = items[items.length - 1] ?? items[0];
  return { start: items[0].item.range.start, end: last.item.range.end };
}

function isInside(
  { range }: NameUse,
  { start, end }: { readonly start: number; readonly end: number },
): boolean {
  return start <= range.start && range.end <= end;
}

/** Names within: of each other as they are numbered then; of what the first follows as `input`. */
function innerEdits(analysis: Analysis, items: Items): Refusable<readonly TextEdit[]> {
  const range = rangeOf(items);
  const names = innerNames(items);
  const [first] = items;
  const edits: TextEdit[] = [];
  const unfollowed = removeBeside(analysis.text, first, 'from');
  if (unfollowed !== null) edits.push(unfollowed);
  const followed = followedBy(analysis, first);
  for (const use of usesOf(analysis)) {
    if (!isInside(use, range) || edits.some((edit) => contains(edit.range, use.range))) continue;
    const { start } = use.symbol.nameRange;
    const at = items.findIndex(({ item }) => (item.name ?? item.kindRange).start === start);
    const isInput =
      use.symbol.name === followed?.name &&
      analysis.text.slice(use.whole.start, use.whole.end) === followed.name;
    if (at >= 0) edits.push({ range: use.range, newText: names[at] ?? use.symbol.name });
    else if (isInput && use.key !== 'weights') edits.push({ range: use.whole, newText: 'input' });
    else if (start < range.start || start > range.end) {
      return refuse(
        message(
          '`{name}` is used inside and stands outside. A block has one input, what its first layer follows.',
          {
            name: analysis.text.slice(use.whole.start, use.whole.end),
          },
        ),
      );
    }
  }
  const isSeveral = first.item.from?.type === 'sequence';
  return isSeveral
    ? refuse(message('The first layer takes several layers, and a block has one input.'))
    : accept(
        edits.filter(({ range: { start, end }, newText }) => analysis.text.slice(start, end) !== newText),
      );
}

function contains(outer: { start: number; end: number }, inner: { start: number; end: number }): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** What each layer is called in a list of its own. */
function innerNames(items: Items): string[] {
  const counts = new Map<string, number>();
  return items.map(({ item: { name, kind } }) => {
    if (name !== null) return String(name.value);
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return count === 1 ? kind : `${kind}_${count}`;
  });
}

interface Passed {
  /** Parameters that the block gets from where it is used. */
  readonly names: readonly string[];
  /** How each is declared. */
  readonly declared: readonly string[];
  /** Defaults of the block that the layers stood in, which would no longer reach them. */
  readonly defaults: string | null;
}

/** A block does not see the names around it: those that its layers use become its parameters. */
function passedParameters(analysis: Analysis, items: Items): Refusable<Passed> {
  const { spec, text } = analysis;
  const [first] = items;
  const owner =
    first.block === null ? null : (spec.blocks.find(({ name }) => name.value === first.block) ?? null);
  const names = new Set(items.flatMap(({ list, index }) => expressionsIn(list.items[index] ?? null, text)));
  const defaults = owner?.defaults ?? null;
  for (const name of expressionsIn(defaults, text)) names.add(name);
  const builtIn = [...names].find((name) => owner !== null && BUILT_INS.has(name) && !declares(owner, name));
  if (builtIn !== undefined) {
    return refuse(
      message('`${name}` means something else in another block, so these layers stay where they are.', {
        name: builtIn,
      }),
    );
  }
  const isNullable = (name: string): boolean =>
    owner?.parameters.some(
      (each) => each.name.value === name && each.value?.type === 'scalar' && each.value.value === null,
    ) === true;
  return accept({
    names: [...names],
    declared: [...names].map((name) => `${name}: ${isNullable(name) ? 'null' : 'required'}`),
    defaults: defaults === null ? null : text.slice(defaults.start, defaults.end),
  });
}

const BUILT_INS = new Set(['in', 'index', 'repeat']);

function declares({ parameters }: SpecBlock, wanted: string): boolean {
  return parameters.some(({ name }) => name.value === wanted);
}

function expressionsIn(node: SpecNode | null, text: string): string[] {
  switch (node?.type) {
    case 'map':
      return node.pairs.flatMap(({ value }) => expressionsIn(value, text));
    case 'sequence':
      return node.items.flatMap((item) => expressionsIn(item, text));
    case 'scalar':
      return expressionNames(node, text).map(({ name }) => name);
    case undefined:
      return [];
  }
}

/** The block's lines from its name on, the name at the column. */
function blockLines(
  { text }: Analysis,
  items: Items,
  {
    declared,
    defaults,
    edits,
    column,
  }: Passed & { readonly edits: readonly TextEdit[]; readonly column: number },
): string[] | null {
  const [first] = items;
  const place = itemText(text, first);
  const last = itemText(text, items[items.length - 1] ?? first);
  if (place === null || last === null) return null;
  const head = [
    ...(declared.length === 0 ? [] : [`parameters: {${declared.join(', ')}}`]),
    ...(defaults === null ? [] : defaultsLines(defaults)),
  ].map((line) => ' '.repeat(column + 2) + line);
  const within = (start: number, end: number): string =>
    applyEdits(
      text.slice(start, end),
      edits.map(({ range, newText }) => ({
        range: { start: range.start - start, end: Math.min(range.end, end) - start },
        newText,
      })),
    );
  if (place.isFlow || last.isFlow) {
    const { start, end } = rangeOf(items);
    return [...head, `${' '.repeat(column + 2)}layers: [${within(start, end)}]`];
  }
  const moved = within(place.dash, last.end)
    .split(/\r\n|\n|\r/)
    .map((line, at) => (at === 0 ? line : outdent(line, place.column)))
    .map((line) => (line === '' ? '' : ' '.repeat(column + 4) + line));
  return [...head, `${' '.repeat(column + 2)}layers:`, ...moved];
}

function outdent(line: string, by: number): string {
  return line.slice(Math.min(by, line.length - line.trimStart().length));
}

function defaultsLines(written: string): string[] {
  const lines = written.split(/\r\n|\n|\r/);
  if (written.startsWith('{')) return [`defaults: ${lines.map((line) => line.trim()).join(' ')}`];
  const indents = lines
    .slice(1)
    .map((line) => (line.trim() === '' ? Infinity : line.length - line.trimStart().length));
  const least = Math.min(...indents, Infinity);
  return [
    'defaults:',
    ...lines.map((line, at) => `  ${at === 0 ? line : line.slice(Math.min(least, line.length))}`),
  ];
}

/** The use that takes the place of the layers. */
function useEdit(
  text: string,
  items: Items,
  block: string,
  name: string | null,
  parameters: readonly string[],
): { readonly edit: TextEdit; readonly at: number } | null {
  const [first] = items;
  const place = itemText(text, first);
  const last = itemText(text, items[items.length - 1] ?? first);
  if (place === null || last === null) return null;
  const passed = parameters.map((each) => `, ${each}: $${each}`).join('');
  const layer = oneLine(parameters.length === 0 ? `block: ${block}` : `block: {type: ${block}${passed}}`);
  const from = besideText(text, first, 'from');
  const written = writeLayer(layer, {
    ...(name === null ? {} : { name }),
    ...(from === undefined ? {} : { from }),
  });
  if (place.isFlow || last.isFlow) return { edit: { range: rangeOf(items), newText: written.flow }, at: 0 };
  const [head = '', ...rest] = written.lines;
  const indent = ' '.repeat(place.column + 2);
  const lines = [`- ${head}`, ...rest.map((line) => indent + line)].join(eolOf(text));
  return { edit: { range: { start: place.dash, end: last.end }, newText: lines }, at: 2 };
}

function isNamedOutside(analysis: Analysis, items: Items): boolean {
  return outsideUses(analysis, items).length > 0;
}

function outsideUses(analysis: Analysis, items: Items): NameUse[] {
  const range = rangeOf(items);
  const starts = items.map(({ item }) => symbolOf(analysis, item)?.nameRange.start);
  return usesOf(analysis).filter(
    (use) => !isInside(use, range) && starts.includes(use.symbol.nameRange.start),
  );
}

/** From outside the layers are reached through the use of the block; its output is that of the last one. */
function mendUses(analysis: Analysis, items: Items, useName: string): MendUse {
  const names = innerNames(items);
  const starts = items.map(({ item }) => (item.name ?? item.kindRange).start);
  const outside = outsideUses(analysis, items);
  return (use) => {
    const isOne = outside.some(({ range }) => range.start === use.range.start);
    if (!isOne) return undefined;
    const at = starts.indexOf(use.symbol.nameRange.start);
    const isValue = use.range.end === use.whole.end && use.key !== 'weights';
    const newText =
      at === items.length - 1 && isValue ? useName : `${useName}.${names[at] ?? use.symbol.name}`;
    return { range: use.range, newText };
  };
}
