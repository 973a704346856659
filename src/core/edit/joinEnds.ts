import type { Analysis } from '../analyze.ts';
import { message } from '../diagnostics/message.ts';
import { type ItemInstance, instancesOf, outputOf } from '../explain/instances.ts';
import type { MaybeShape } from '../model/shape.ts';
import type { NameSymbol } from '../navigate/nameSymbol.ts';
import type { Refusable } from '../navigate/rename.ts';
import type { SpecSequence } from '../spec/node.ts';
import { pairOf } from '../spec/readSpec.ts';
import { accept, refuse } from './designEdit.ts';
import { inputNames } from './followed.ts';
import { declaredAt, layerSymbols } from './keepReferences.ts';
import { itemAt, type PlacedItem, placedNodes } from './placedItem.ts';

/** What a merge can take: a layer, or an input by its name. */
export type JoinEnd =
  | { readonly type: 'layer'; readonly placed: PlacedItem }
  | { readonly type: 'input'; readonly name: string };

/** The ends behind drawn nodes in the order of the text, inputs first. */
export function joinEnds(analysis: Analysis, ids: readonly string[]): Refusable<readonly JoinEnd[]> {
  const inputs = ids.filter((id) => id.startsWith(INPUT_ID));
  const placed = placedNodes(
    analysis,
    ids.filter((id) => !inputs.includes(id)),
  );
  if (!placed.ok) return placed;
  if (inputs.length > 0 && placed.value.some(({ block }) => block !== null))
    return refuse(message('Inside a block the inputs of the model cannot be named.'));
  const empty = placed.value.find((each) => !givesOut(analysis, each));
  if (empty !== undefined) {
    return refuse(
      message('`{kind}` has no `merge`, so it gives nothing out itself. Select layers of its branches.', {
        kind: empty.item.kind,
      }),
    );
  }
  return accept([
    ...inputs.map((id): JoinEnd => ({ type: 'input', name: id.slice(INPUT_ID.length) })),
    ...placed.value.map((each): JoinEnd => ({ type: 'layer', placed: each })),
  ]);
}

const INPUT_ID = 'input:';

/** A `parallel` without a merge is reached by its branches only. */
function givesOut({ model }: Analysis, { item }: PlacedItem): boolean {
  if (model === null || item.kind !== 'parallel') return true;
  return instancesOf(model, item).every(({ groups }) =>
    groups.every((group) => group.kind !== 'parallel' || group.merge !== 'none'),
  );
}

/** What can be joined with a layer: the name where the layer stands, and what comes out of it. */
export interface JoinCandidate {
  readonly name: string;
  readonly end: JoinEnd;
  readonly shape: MaybeShape;
}

/** Everything above a layer that can be named where it stands, the nearest first, then what the body is given. */
export function joinCandidates(
  analysis: Analysis,
  own: PlacedItem,
): { readonly own: MaybeShape; readonly others: readonly JoinCandidate[] } {
  const instance = analysis.model === null ? undefined : instancesOf(analysis.model, own.item)[0];
  const symbols = layerSymbols(analysis);
  const found = new Map<string, JoinCandidate>();
  const hidden = new Set<string>();
  for (let at: PlacedItem | null = own; at !== null; at = at.parent) {
    for (let index = at.index - 1; index >= 0; index--) {
      const item = itemAt(at.list, index);
      const name = item === null ? undefined : symbols.get(declaredAt(item))?.name;
      if (item === null || name === undefined || hidden.has(name) || found.has(name)) continue;
      const placed: PlacedItem = { ...at, item, index };
      const shape = shapeIn(analysis, instance, placed);
      if (givesOut(analysis, placed)) found.set(name, { name, end: { type: 'layer', placed }, shape });
    }
    for (const name of namesHere(symbols, at)) hidden.add(name);
  }
  for (const name of inputNames(analysis, own.block)) {
    const shape = inputShape(instance, name);
    if (!hidden.has(name)) found.set(name, { name, end: { type: 'input', name }, shape });
  }
  return { own: instance === undefined ? null : outputOf(instance), others: [...found.values()] };
}

/** What hides the same names further out: those of a list, and of the parts of what holds it. */
function namesHere(symbols: ReadonlyMap<number, NameSymbol>, { list, parent }: PlacedItem): string[] {
  const names = list.items.flatMap((_, index) => {
    const item = itemAt(list, index);
    const symbol = item === null ? undefined : symbols.get(declaredAt(item));
    return symbol === undefined ? [] : [symbol.name];
  });
  return parent === null ? names : [...names, ...partNames(parent)];
}

function partNames({ item }: PlacedItem): string[] {
  if (item.kind === 'residual') return ['branch', 'shortcut'];
  const branches = item.value?.type === 'map' ? pairOf(item.value, 'branches')?.value : undefined;
  return branches?.type === 'map' ? branches.pairs.map(({ key }) => String(key.value)) : [];
}

/** Whether a name that is declared in a list around a layer means something else where the layer stands. */
export function isHidden(
  symbols: ReadonlyMap<number, NameSymbol>,
  own: PlacedItem,
  { name, list }: { readonly name: string; readonly list: SpecSequence | null },
): boolean {
  for (let at: PlacedItem | null = own; at !== null && at.list !== list; at = at.parent) {
    if (namesHere(symbols, at).includes(name)) return true;
  }
  return false;
}

/** What comes out of each, all in the same use of a block. */
export function endShapes(analysis: Analysis, ends: readonly JoinEnd[]): MaybeShape[] {
  const [layer] = ends.flatMap((end) => (end.type === 'layer' ? [end.placed.item] : []));
  const instance =
    analysis.model === null || layer === undefined ? undefined : instancesOf(analysis.model, layer)[0];
  return ends.map((end) =>
    end.type === 'layer' ? shapeIn(analysis, instance, end.placed) : inputShape(instance, end.name),
  );
}

function inputShape(instance: ItemInstance | undefined, wanted: string): MaybeShape {
  return instance?.body.inputs.find(({ name }) => name === wanted)?.shape ?? null;
}

/** In the same use of a block, since each use may have other shapes. */
function shapeIn({ model }: Analysis, instance: ItemInstance | undefined, { item }: PlacedItem): MaybeShape {
  if (model === null || instance === undefined) return null;
  const there = instancesOf(model, item).find(({ body }) => body === instance.body);
  return there === undefined ? null : outputOf(there);
}
