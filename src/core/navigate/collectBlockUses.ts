import { KINDS } from '../language/kinds.ts';
import type { SpecMap, SpecNode } from '../spec/node.ts';
import type { Spec } from '../spec/spec.ts';
import type { BlockNames } from './blockNames.ts';
import { collectLayerNames } from './collectLayerNames.ts';
import { type BodySource, innerNames } from './layerNames.ts';
import type { NameSymbol } from './nameSymbol.ts';
import type { OccurrenceList } from './occurrenceList.ts';

interface Uses {
  readonly spec: Spec;
  readonly blocks: BlockNames;
  readonly source: BodySource;
}

/** Where blocks are used: by stages and blocks, with their arguments, and under `defaults`. */
export function collectBlockUses({ spec, blocks, source }: Uses, list: OccurrenceList): void {
  const collector = new UseCollector(blocks, source, list);
  for (const block of spec.blocks) {
    collector.defaults(block.defaults);
    for (const { value } of block.parameters) if (value !== null) collector.floatingList(value);
    collector.layers(block.map);
  }
  collector.defaults(spec.defaults);
  for (const { value } of spec.parameters?.pairs ?? []) collector.floatingList(value);
  collector.layers(spec.root?.type === 'map' ? spec.root : null);
}

class UseCollector {
  readonly #blocks: BlockNames;
  readonly #source: BodySource;
  readonly #list: OccurrenceList;
  readonly #seen = new Set<SpecNode>();

  constructor(blocks: BlockNames, source: BodySource, list: OccurrenceList) {
    this.#blocks = blocks;
    this.#source = source;
    this.#list = list;
  }

  /** The value of `layers` in a file or a block. */
  layers(body: SpecMap | null): void {
    const layers = body?.pairs.find((pair) => pair.key.value === 'layers')?.value;
    if (layers?.type === 'sequence') for (const item of layers.items) this.#item(item);
  }

  #item(node: SpecNode): void {
    // What an alias repeats is looked at once.
    if (node.type !== 'map' || this.#seen.has(node)) return;
    this.#seen.add(node);
    for (const { key, value } of node.pairs) {
      if (key.value === 'stage' || key.value === 'block') this.#use(key.value, value);
      else if (key.value === 'residual' && value.type === 'map') this.#lists(value);
      else if (key.value === 'parallel' && value.type === 'map') this.#branches(value);
    }
  }

  #lists(map: SpecMap): void {
    for (const { value } of map.pairs)
      if (value.type === 'sequence') for (const item of value.items) this.#item(item);
  }

  #branches(map: SpecMap): void {
    for (const { key, value } of map.pairs)
      if (key.value === 'branches' && value.type === 'map') this.#lists(value);
  }

  #use(kind: 'stage' | 'block', value: SpecNode): void {
    if (value.type !== 'map') {
      if (kind === 'block') this.#blockName(value);
      return;
    }
    // A stage has a stride of its own as well, which it passes on.
    const own = kind === 'stage' ? ['block', 'repeat'] : ['type'];
    const name = value.pairs.find((pair) => pair.key.value === own[0])?.value;
    const parameters = name === undefined ? undefined : this.#blockName(name);
    for (const pair of value.pairs) {
      const key = String(pair.key.value);
      const parameter = own.includes(key) ? undefined : parameters?.get(key);
      if (parameter !== undefined) this.#list.use(parameter, pair.key);
      this.floatingList(pair.value);
    }
  }

  /** Gives the parameters of the block that is named. */
  #blockName(node: SpecNode): ReadonlyMap<string, NameSymbol> | undefined {
    const block =
      node.type === 'scalar' && typeof node.value === 'string' ? this.#blocks.find(node.value) : undefined;
    if (block !== undefined && node.type === 'scalar') this.#list.use(block.symbol, node);
    return block?.parameters;
  }

  defaults(map: SpecMap | null): void {
    for (const { key, value } of map?.pairs ?? []) {
      const name = String(key.value);
      const block = KINDS.has(name) || name === 'shortcut' ? undefined : this.#blocks.find(name);
      if (block !== undefined) this.#list.use(block.symbol, key);
      this.floatingList(value);
      for (const pair of value.type === 'map' ? value.pairs : []) {
        const parameter = block?.parameters.get(String(pair.key.value));
        if (parameter !== undefined) this.#list.use(parameter, pair.key);
        this.floatingList(pair.value);
      }
    }
  }

  /** A list of layers as a value: its own names are known here, others only where it is put in. */
  floatingList(node: SpecNode): void {
    if (node.type !== 'sequence' || !node.items.some((item) => item.type === 'map')) return;
    collectLayerNames(innerNames(node, null, this.#source), this.#list);
    for (const item of node.items) this.#item(item);
  }
}
