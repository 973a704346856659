import type { SpecMap, SpecNode } from '../spec/node.ts';
import { pairOf } from '../spec/readSpec.ts';
import { pairRange, rangeOf } from './layerNames.ts';
import type { NameSymbol } from './nameSymbol.ts';
import type { OccurrenceList } from './occurrenceList.ts';

/** The names of the inputs, and the symbols in their shapes, which are declared where they first stand. */
export function readInputNames(root: SpecMap | null, list: OccurrenceList): NameSymbol[] {
  const one = pairOf(root, 'input');
  const several = pairOf(root, 'inputs')?.value;
  const sizes = new Map<string, NameSymbol>();
  if (one !== null) {
    readSizes(one.value, sizes, list);
    const input: NameSymbol = {
      kind: 'part',
      name: 'input',
      shipped: null,
      nameRange: rangeOf(one.key),
      range: pairRange(one),
      isGiven: false,
    };
    list.define(input);
    return [input];
  }
  if (several?.type !== 'map') return [];
  return several.pairs.map((pair) => {
    readSizes(pair.value, sizes, list);
    const symbol: NameSymbol = {
      kind: 'input',
      name: String(pair.key.value),
      shipped: null,
      nameRange: rangeOf(pair.key),
      range: pairRange(pair),
      isGiven: true,
    };
    list.define(symbol);
    return symbol;
  });
}

function readSizes(shape: SpecNode, sizes: Map<string, NameSymbol>, list: OccurrenceList): void {
  for (const dim of shape.type === 'sequence' ? shape.items : []) {
    if (dim.type !== 'scalar' || typeof dim.value !== 'string' || !/^[A-Za-z_]\w*$/.test(dim.value)) continue;
    const known = sizes.get(dim.value);
    if (known !== undefined) {
      list.use(known, dim);
      continue;
    }
    const range = rangeOf(dim);
    const symbol: NameSymbol = {
      kind: 'size',
      name: dim.value,
      shipped: null,
      nameRange: range,
      range,
      isGiven: true,
    };
    sizes.set(dim.value, symbol);
    list.define(symbol);
  }
}
