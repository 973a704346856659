import type { SpecNode } from '../spec/node.ts';

/** The value of a mapping's pair, or the item of a sequence, with that number; null where there is none. */
export function stepInto(node: SpecNode | null, step: number): SpecNode | null {
  if (node?.type === 'map') return node.pairs[step]?.value ?? null;
  return node?.type === 'sequence' ? (node.items[step] ?? null) : null;
}
