import { message } from '../diagnostics/message.ts';
import type { Refusable } from '../navigate/rename.ts';
import type { SpecNode } from '../spec/node.ts';
import { accept, refuse } from './designEdit.ts';
import type { JoinEnd } from './joinEnds.ts';
import type { PlacedItem } from './placedItem.ts';

/** An end with how it is named where the merge stands. */
export type PlacedEnd =
  | { readonly type: 'input'; readonly name: string }
  | {
      readonly type: 'layer';
      readonly placed: PlacedItem;
      /** Itself, or what holds it in a list that the place of the merge sees. */
      readonly outermost: PlacedItem;
      /** Its name, with the names of what it stands in: `left.conv`. */
      readonly inside: (nameOf: (placed: PlacedItem) => string) => string;
    };

export interface JoinPlace {
  /** The merge stands behind it. */
  readonly anchor: PlacedItem;
  readonly ends: readonly PlacedEnd[];
}

/**
 * Where layers can be joined: behind the last one where all others can be named from there, since a list sees the
 * layers above it in the lists around it; else in the innermost list that holds them all.
 */
export function joinPlace(ends: readonly JoinEnd[]): Refusable<JoinPlace> {
  const layers = ends.flatMap((end) => (end.type === 'layer' ? [end.placed] : []));
  const [first] = layers;
  if (first === undefined)
    return refuse(message('Select a layer beside the inputs, to say where they join.'));
  if (layers.some(({ block }) => block !== first.block)) {
    return refuse(
      message('They stand in different blocks, and a block sees nothing of what is around it but its input.'),
    );
  }
  const anchor = layers.find((own) => layers.every((other) => other === own || isAbove(other, own)));
  const place = anchor ?? commonPlace(layers);
  if (place === null) return refuse(message('There is no list of layers that holds them all.'));
  return accept({ anchor: place, ends: ends.map((end) => namedFrom(end, place)) });
}

/** Whether a layer can be named by its name alone in the place of another: it stands above it, or above what holds it. */
function isAbove({ list, index }: PlacedItem, own: PlacedItem): boolean {
  return aroundOf(own).some((holder) => holder.list === list && index < holder.index);
}

/** The item and what it stands in, outwards. */
function aroundOf(placed: PlacedItem): PlacedItem[] {
  const found: PlacedItem[] = [];
  for (let at: PlacedItem | null = placed; at !== null; at = at.parent) found.push(at);
  return found;
}

/** The last of the items, in the innermost list of all, that hold the layers or are those. */
function commonPlace(layers: readonly PlacedItem[]): PlacedItem | null {
  const chains = layers.map(aroundOf);
  const [chain = []] = chains;
  const common = chain.find(({ list }) => chains.every((each) => each.some((at) => at.list === list)));
  if (common === undefined) return null;
  const holders = chains.flatMap((each) => each.filter(({ list }) => list === common.list));
  return holders.reduce((last, each) => (each.index > last.index ? each : last), common);
}

function namedFrom(end: JoinEnd, anchor: PlacedItem): PlacedEnd {
  if (end.type === 'input') return end;
  const { placed } = end;
  const chain = aroundOf(placed);
  const lists = aroundOf(anchor).map(({ list }) => list);
  // From the item whose list the place is in, or around, inwards.
  const outermost = chain.findIndex(({ list }) => lists.includes(list));
  const way = chain.slice(0, outermost + 1).reverse();
  return {
    type: 'layer',
    placed,
    outermost: way[0] ?? placed,
    inside: (nameOf) =>
      way.flatMap((at, step) => (step === 0 ? [nameOf(at)] : [partOf(at), nameOf(at)])).join('.'),
  };
}

/** The part of its container that an item's list is: `branch`, or the name of a parallel's branch. */
function partOf({ list, parent }: PlacedItem): string {
  const value = parent?.item.value;
  const pairs = value?.type === 'map' ? value.pairs : [];
  const branches = pairs.find(({ key }) => key.value === 'branches')?.value;
  const all = parent?.item.kind === 'parallel' && branches?.type === 'map' ? branches.pairs : pairs;
  const key = all.find((pair) => isSameNode(pair.value, list))?.key.value;
  return key === 'projection' ? 'shortcut' : String(key);
}

/** Items are read anew with each look, their nodes are not. */
function isSameNode(a: SpecNode, b: SpecNode): boolean {
  return a === b || (a.start === b.start && a.end === b.end);
}
