import type { Analysis } from '../analyze.ts';
import { KINDS } from '../language/kinds.ts';
import type { SpecNode } from '../spec/node.ts';
import { pairOf } from '../spec/readSpec.ts';
import { symbolOf } from './keepReferences.ts';
import { itemAt, type PlacedItem } from './placedItem.ts';

/** True where an item takes several producers, which it lists. */
export function takesProducers({ item }: PlacedItem): boolean {
  return KINDS.get(item.kind)?.takesProducers === true;
}

/** True where an item says itself what it follows. */
export function saysWhatItFollows(placed: PlacedItem): boolean {
  return placed.item.from !== null || takesProducers(placed);
}

/** The item below, if it follows this one without naming it. */
export function silentFollower(placed: PlacedItem): PlacedItem | null {
  const index = placed.index + 1;
  const item = itemAt(placed.list, index);
  if (item === null) return null;
  const follower: PlacedItem = { ...placed, item, index };
  return saysWhatItFollows(follower) ? null : follower;
}

/** What an item follows, with the place where it is declared: of a layer, as names move when layers come and go. */
export interface Followed {
  readonly name: string;
  /** Null for an input, and for a name that is written out where the item says what it follows. */
  readonly declaredAt: number | null;
}

/** What an item follows: what it says, else the item above, else what its container follows. */
export function followedBy(analysis: Analysis, placed: PlacedItem): Followed | null {
  const written = firstName(placed.item.from ?? (takesProducers(placed) ? placed.item.value : null));
  if (written !== null) return { name: written, declaredAt: null };
  const above = placed.index === 0 ? null : itemAt(placed.list, placed.index - 1);
  if (above !== null) {
    const symbol = symbolOf(analysis, above);
    return symbol === null ? null : { name: symbol.name, declaredAt: symbol.nameRange.start };
  }
  if (placed.parent !== null) return followedBy(analysis, placed.parent);
  return { name: inputNames(analysis, placed.block)[0] ?? 'input', declaredAt: null };
}

/** The names of what a block is given, or, without one, the file's model. */
export function inputNames({ spec }: Pick<Analysis, 'spec'>, block: string | null): readonly string[] {
  const root = spec.root?.type === 'map' ? spec.root : null;
  const inputs = block === null ? pairOf(root, 'inputs')?.value : undefined;
  return inputs?.type === 'map' ? inputs.pairs.map(({ key }) => String(key.value)) : ['input'];
}

function firstName(node: SpecNode | null): string | null {
  const first = node?.type === 'sequence' ? node.items[0] : node;
  return first?.type === 'scalar' && typeof first.value === 'string' ? first.value : null;
}
