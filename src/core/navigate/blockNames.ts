import { shippedBlocks } from '../blocks/shippedBlocks.ts';
import type { SpecBlock } from '../spec/spec.ts';
import { type BodySource, FixedNames, LayerNames, rangeOf } from './layerNames.ts';
import type { NameSymbol } from './nameSymbol.ts';

/** A block with its names. */
export interface NamedBlock {
  readonly block: SpecBlock;
  readonly symbol: NameSymbol;
  readonly parameters: ReadonlyMap<string, NameSymbol>;
  /** Of its layers. Read when they are first asked for. */
  readonly names: () => LayerNames;
}

/** The blocks that a file can use, its own and those that ship, by name. */
export class BlockNames {
  /** Those of the file, also where two have one name. */
  readonly own: readonly NamedBlock[];
  readonly #byName = new Map<string, NamedBlock>();

  constructor(blocks: readonly SpecBlock[]) {
    this.own = blocks.map((block) => this.#named(block));
    for (const named of this.own) this.#byName.set(named.symbol.name, named);
  }

  /** A block of the file hides a shipped one. */
  find(name: string): NamedBlock | undefined {
    const known = this.#byName.get(name);
    if (known !== undefined) return known;
    const shipped = shippedBlocks().blocks.get(name);
    if (shipped === undefined) return undefined;
    const named = this.#named(shipped);
    this.#byName.set(name, named);
    return named;
  }

  #named(block: SpecBlock): NamedBlock {
    const name = String(block.name.value);
    const shipped = block.source === 'shipped' ? name : null;
    const range = { start: block.name.start, end: Math.max(block.name.end, block.map?.end ?? 0) };
    const symbol: NameSymbol = {
      kind: 'block',
      name,
      shipped,
      nameRange: rangeOf(block.name),
      range,
      isGiven: true,
    };
    const parameters = block.parameters.map(({ name: key, value }): [string, NameSymbol] => [
      String(key.value),
      {
        kind: 'parameter',
        name: String(key.value),
        shipped,
        nameRange: rangeOf(key),
        range: { start: key.start, end: Math.max(key.end, value?.end ?? 0) },
        isGiven: true,
      },
    ]);
    const input: NameSymbol = { ...symbol, kind: 'part', name: 'input', isGiven: false };
    const source: BodySource = { shipped, blockNames: (used) => this.find(used)?.names() ?? null };
    let names: LayerNames | null = null;
    return {
      block,
      symbol,
      parameters: new Map(parameters),
      names: () => (names ??= new LayerNames(block.layers, new FixedNames([input]), source)),
    };
  }
}
