import { KINDS } from '../language/kinds.ts';
import type { SpecNode } from '../spec/node.ts';
import type { LayerNames, Names } from './layerNames.ts';
import type { OccurrenceList } from './occurrenceList.ts';

/** The names that a list and the lists inside it declare and use. */
export function collectLayerNames(names: LayerNames, list: OccurrenceList): void {
  for (const { item, place, inner, branches } of names.items) {
    // A layer that is called after its kind is declared there: the kind stands for its name.
    list.define(place.symbol);
    for (const branch of branches) list.define(branch);
    if (item.from !== null) collectProducers(item.from, names, list);
    if (item.weights !== null) collectProducers(item.weights, names, list);
    const takesProducers = KINDS.get(item.kind)?.takesProducers === true;
    if (takesProducers && item.value?.type === 'sequence') collectProducers(item.value, names, list);
    for (const each of inner) collectLayerNames(each, list);
  }
}

/** One name, or a list of them. */
export function collectProducers(node: SpecNode, names: Names, list: OccurrenceList): void {
  for (const entry of node.type === 'sequence' ? node.items : [node]) {
    if (entry.type === 'scalar' && typeof entry.value === 'string') list.useDotted(entry, names);
  }
}
