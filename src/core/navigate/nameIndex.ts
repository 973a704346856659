import type { Analysis } from '../analyze.ts';
import { valueOf } from '../spec/readSpec.ts';
import type { Spec } from '../spec/spec.ts';
import { BlockNames } from './blockNames.ts';
import { collectBlockUses } from './collectBlockUses.ts';
import { collectLayerNames, collectProducers } from './collectLayerNames.ts';
import { collectParameters } from './collectParameters.ts';
import { readInputNames } from './inputNames.ts';
import { FixedNames, LayerNames, pairRange, rangeOf } from './layerNames.ts';
import type { NameOccurrence, NameSymbol } from './nameSymbol.ts';
import { OccurrenceList } from './occurrenceList.ts';

/** Every name of the file, where it is declared and where it is used. */
export interface NameIndex {
  /** In the order of the text. */
  readonly occurrences: readonly NameOccurrence[];
  /** The name at a place; a caret right behind its last letter counts. */
  at(offset: number): NameOccurrence | null;
  /** First parts of names in lists that are put in where they are used, so that they may mean any layer there. */
  readonly floating: ReadonlySet<string>;
}

export function nameIndex({ spec, text }: Pick<Analysis, 'spec' | 'text'>): NameIndex {
  const list = new OccurrenceList(text);
  const root = spec.root?.type === 'map' ? spec.root : null;
  const blocks = new BlockNames(spec.blocks);
  const source = { shipped: null, blockNames: (name: string) => blocks.find(name)?.names() ?? null };
  const inputs = readInputNames(root, list);
  const layers = new LayerNames(spec.layers, new FixedNames(inputs), source);
  for (const variant of variantSymbols(spec)) list.define(variant);
  for (const { symbol, parameters, names } of blocks.own) {
    list.define(symbol);
    for (const parameter of parameters.values()) list.define(parameter);
    collectLayerNames(names(), list);
  }
  collectLayerNames(layers, list);
  const outputs = valueOf(root, 'outputs');
  if (outputs !== null) collectProducers(outputs, layers, list);
  collectBlockUses({ spec, blocks, source }, list);
  collectParameters(spec, blocks, list);
  const occurrences = list.sorted();
  return {
    occurrences,
    floating: list.floating,
    at: (offset) => occurrences.find(({ range }) => offset >= range.start && offset <= range.end) ?? null,
  };
}

function variantSymbols({ root }: Spec): NameSymbol[] {
  const variants = root?.type === 'map' ? valueOf(root, 'variants') : null;
  if (variants?.type !== 'map') return [];
  return variants.pairs.map((pair) => ({
    kind: 'variant',
    name: String(pair.key.value),
    shipped: null,
    nameRange: rangeOf(pair.key),
    range: pairRange(pair),
    isGiven: true,
  }));
}
