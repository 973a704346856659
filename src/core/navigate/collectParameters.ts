import type { SpecNode } from '../spec/node.ts';
import { valueOf } from '../spec/readSpec.ts';
import type { Spec } from '../spec/spec.ts';
import type { BlockNames } from './blockNames.ts';
import { pairRange, rangeOf } from './layerNames.ts';
import type { NameSymbol } from './nameSymbol.ts';
import type { OccurrenceList } from './occurrenceList.ts';
import { expressionNames } from './scalarPlace.ts';

type Parameters = ReadonlyMap<string, NameSymbol>;

/** Parameters in expressions and variants. A block sees its own, the rest of the file those of the file. */
export function collectParameters(spec: Spec, blocks: BlockNames, list: OccurrenceList): void {
  const parameters = fileParameters(spec);
  for (const parameter of parameters.values()) list.define(parameter);
  const root = spec.root?.type === 'map' ? spec.root : null;
  for (const { key, value } of root?.pairs ?? []) {
    if (key.value !== 'blocks') collectExpressions(value, parameters, list);
  }
  for (const { block, symbol, parameters: own } of blocks.own) {
    const builtIns = BUILT_INS.map((name): [string, NameSymbol] => [name, builtIn(name, symbol)]);
    if (block.map !== null) collectExpressions(block.map, new Map([...builtIns, ...own]), list);
  }
  const variants = valueOf(root, 'variants');
  for (const { value } of variants?.type === 'map' ? variants.pairs : []) {
    for (const { key } of value.type === 'map' ? value.pairs : []) {
      const parameter = parameters.get(String(key.value));
      if (parameter !== undefined) list.use(parameter, key);
    }
  }
}

/** What the language gives to every block; it stands for the block's own place. */
const BUILT_INS: readonly string[] = ['in', 'index', 'repeat'];

function builtIn(name: string, block: NameSymbol): NameSymbol {
  return { ...block, kind: 'part', name, isGiven: false };
}

function fileParameters({ parameters }: Spec): Parameters {
  const pairs = parameters?.pairs ?? [];
  return new Map(
    pairs.map((pair): [string, NameSymbol] => [
      String(pair.key.value),
      {
        kind: 'parameter',
        name: String(pair.key.value),
        shipped: null,
        nameRange: rangeOf(pair.key),
        range: pairRange(pair),
        isGiven: true,
      },
    ]),
  );
}

function collectExpressions(node: SpecNode, parameters: Parameters, list: OccurrenceList): void {
  switch (node.type) {
    case 'map':
      for (const { value } of node.pairs) collectExpressions(value, parameters, list);
      return;
    case 'sequence':
      for (const item of node.items) collectExpressions(item, parameters, list);
      return;
    case 'scalar':
      for (const { name, range } of expressionNames(node, list.text)) {
        const parameter = parameters.get(name);
        if (parameter !== undefined) list.add(parameter, range);
      }
  }
}
