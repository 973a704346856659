import type { SpecMap, SpecNode, SpecScalar, SpecSequence } from '../spec/node.ts';

/** The nodes of a document as they are written: what aliases repeat is there once. */
export interface WrittenNodes {
  readonly scalars: readonly SpecScalar[];
  readonly maps: readonly SpecMap[];
  /** Collections in brackets, in no particular order. */
  readonly flows: readonly (SpecMap | SpecSequence)[];
}

export function writtenNodes(root: SpecNode, text: string): WrittenNodes {
  const scalars: SpecScalar[] = [];
  const maps: SpecMap[] = [];
  const flows: (SpecMap | SpecSequence)[] = [];
  const seen = new Set<SpecNode>();
  const visit = (node: SpecNode): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.type === 'scalar') {
      scalars.push(node);
      return;
    }
    if (/[[{]/.test(text.charAt(node.start)) && /[\]}]/.test(text.charAt(node.end - 1))) flows.push(node);
    if (node.type === 'sequence') {
      node.items.forEach(visit);
      return;
    }
    maps.push(node);
    for (const { key, value } of node.pairs) {
      scalars.push(key);
      visit(value);
    }
  };
  visit(root);
  return { scalars, maps, flows };
}
