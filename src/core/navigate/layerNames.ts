import { readItems } from '../language/readItems.ts';
import type { SpecItem } from '../spec/item.ts';
import type { SpecMap, SpecNode, SpecPair } from '../spec/node.ts';
import type { TextRange } from '../spec/textRange.ts';
import type { NameSymbol } from './nameSymbol.ts';

/** What a dotted name can lead to. */
export interface NamedPlace {
  readonly symbol: NameSymbol;
  /** What the next part of the name leads to; null where nothing in the text has that name. */
  step(part: string): NamedPlace | null;
}

/** Names that can be used in one place of a body. */
export interface Names {
  readonly parent: Names | null;
  find(name: string): NamedPlace | undefined;
}

/** An item of a list, and the lists inside it. */
export interface NamedItem {
  readonly item: SpecItem;
  readonly place: NamedPlace;
  readonly inner: readonly LayerNames[];
  /** Branches of a `parallel`, which are names themselves. */
  readonly branches: readonly NameSymbol[];
}

/** What the names of a body depend on. */
export interface BodySource {
  /** The shipped block whose text this is; null for the file. */
  readonly shipped: string | null;
  /** The names of a block's body. */
  readonly blockNames: (block: string) => LayerNames | null;
}

/** The names of one list of layers: the first of two equal ones counts, as when the model is built. */
export class LayerNames implements Names {
  readonly parent: Names | null;
  readonly items: readonly NamedItem[];
  readonly #byName = new Map<string, NamedPlace>();

  constructor(items: readonly SpecItem[], parent: Names | null, source: BodySource) {
    this.parent = parent;
    const counts = new Map<string, number>();
    this.items = items.map((item) => {
      const name = item.name === null ? nextName(item.kind, counts) : String(item.name.value);
      const named = nameItem(item, name, this, source);
      if (!this.#byName.has(name)) this.#byName.set(name, named.place);
      return named;
    });
  }

  find(name: string): NamedPlace | undefined {
    return this.#byName.get(name);
  }
}

/** Reads a list that stands inside an item. */
export function innerNames(node: SpecNode, parent: Names | null, source: BodySource): LayerNames {
  const side = source.shipped === null ? 'file' : 'shipped';
  return new LayerNames(readItems(node, '', side, NO_BLOCKS, ignore), parent, source);
}

const NO_BLOCKS = new Map<string, never>();
function ignore(): void {
  // What is wrong with the list is reported when the model is built.
}

function nextName(kind: string, counts: Map<string, number>): string {
  const count = (counts.get(kind) ?? 0) + 1;
  counts.set(kind, count);
  return count === 1 ? kind : `${kind}_${count}`;
}

function nameItem(item: SpecItem, name: string, list: Names, source: BodySource): NamedItem {
  const symbol: NameSymbol = {
    kind: 'layer',
    name,
    shipped: source.shipped,
    nameRange: rangeOf(item.name ?? item.kindRange),
    range: item.range,
    isGiven: item.name !== null,
  };
  const map = item.value?.type === 'map' ? item.value : null;
  if (item.kind === 'residual' && map !== null) return nameResidual(item, symbol, map, list, source);
  if (item.kind === 'parallel' && map !== null) return nameParallel(item, symbol, map, list, source);
  return { item, inner: [], branches: [], place: { symbol, step: stepInto(item, source) } };
}

/** Into the block that a stage or a block item uses: `conv3_x.1.first`, `head.first`. */
function stepInto(item: SpecItem, source: BodySource): NamedPlace['step'] {
  const block = usedBlock(item);
  const find = (part: string): NamedPlace | null =>
    block === null ? null : (source.blockNames(block)?.find(part) ?? null);
  if (item.kind === 'block') return find;
  if (item.kind !== 'stage' || block === null) return () => null;
  return (part) => {
    // A number has no name of its own, so it leads to the block.
    const body = /^\d+$/.test(part) ? source.blockNames(block) : null;
    return body === null ? null : { symbol: repeatSymbol(item, part, source), step: find };
  };
}

function repeatSymbol({ kindRange, range }: SpecItem, part: string, { shipped }: BodySource): NameSymbol {
  return { kind: 'part', name: part, shipped, nameRange: kindRange, range, isGiven: false };
}

/** The block's name where it is written out. */
function usedBlock(item: SpecItem): string | null {
  const node =
    item.value?.type === 'map'
      ? item.value.pairs.find((pair) => pair.key.value === (item.kind === 'stage' ? 'block' : 'type'))?.value
      : item.kind === 'block'
        ? item.value
        : null;
  return node?.type === 'scalar' && typeof node.value === 'string' ? node.value : null;
}

function nameResidual(
  item: SpecItem,
  symbol: NameSymbol,
  map: SpecMap,
  list: Names,
  source: BodySource,
): NamedItem {
  const parts = new PartNames(list);
  const lists = new Map<string, LayerNames>();
  for (const key of ['branch', 'shortcut', 'projection']) {
    const pair = map.pairs.find((each) => each.key.value === key);
    if (pair?.value.type === 'sequence') lists.set(key, innerNames(pair.value, parts, source));
  }
  for (const name of ['branch', 'shortcut']) {
    const pair = map.pairs.find((each) => each.key.value === name);
    // The layers of a projection stand where the shortcut's would.
    const names = lists.get(name) ?? (name === 'shortcut' ? lists.get('projection') : undefined);
    const at = pair === undefined ? item.kindRange : pair.key;
    parts.add(name, {
      symbol: {
        kind: 'part',
        name,
        shipped: source.shipped,
        nameRange: rangeOf(at),
        range: pair === undefined ? item.range : pairRange(pair),
        isGiven: false,
      },
      step: (part) => names?.find(part) ?? null,
    });
  }
  return {
    item,
    inner: [...lists.values()],
    branches: [],
    place: { symbol, step: (part) => parts.find(part) ?? null },
  };
}

function nameParallel(
  item: SpecItem,
  symbol: NameSymbol,
  map: SpecMap,
  list: Names,
  source: BodySource,
): NamedItem {
  const parts = new PartNames(list);
  const branches = map.pairs.find((each) => each.key.value === 'branches')?.value;
  const pairs = branches?.type === 'map' ? branches.pairs : [];
  const inner: LayerNames[] = [];
  const symbols = pairs.map((pair): NameSymbol => {
    const name = String(pair.key.value);
    const names = pair.value.type === 'sequence' ? innerNames(pair.value, parts, source) : null;
    if (names !== null) inner.push(names);
    const branch: NameSymbol = {
      kind: 'branch',
      name,
      shipped: source.shipped,
      nameRange: rangeOf(pair.key),
      range: pairRange(pair),
      isGiven: true,
    };
    parts.add(name, { symbol: branch, step: (part) => names?.find(part) ?? null });
    return branch;
  });
  return { item, inner, branches: symbols, place: { symbol, step: (part) => parts.find(part) ?? null } };
}

/** The names that a container gives to its parts. */
class PartNames implements Names {
  readonly parent: Names | null;
  readonly #parts = new Map<string, NamedPlace>();

  constructor(parent: Names | null) {
    this.parent = parent;
  }

  add(name: string, place: NamedPlace): void {
    if (!this.#parts.has(name)) this.#parts.set(name, place);
  }

  find(name: string): NamedPlace | undefined {
    return this.#parts.get(name);
  }
}

/** Names that stand for themselves: inputs. */
export class FixedNames implements Names {
  readonly parent = null;
  readonly #symbols: ReadonlyMap<string, NameSymbol>;

  constructor(symbols: readonly NameSymbol[]) {
    this.#symbols = new Map(symbols.map((symbol) => [symbol.name, symbol]));
  }

  find(name: string): NamedPlace | undefined {
    const symbol = this.#symbols.get(name);
    return symbol === undefined ? undefined : { symbol, step: () => null };
  }
}

export function rangeOf({ start, end }: TextRange): TextRange {
  return { start, end };
}

export function pairRange({ key, value }: SpecPair): TextRange {
  return { start: key.start, end: Math.max(key.end, value.end) };
}
