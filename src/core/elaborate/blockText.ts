import { isExpression } from '../language/expression.ts';
import type { SpecNode } from '../spec/node.ts';
import type { SpecBlock } from '../spec/spec.ts';

export interface BlockText {
  /** The node of its `layers`. */
  readonly layers: SpecNode | null;
  /** Every expression in it. */
  readonly expressions: readonly string[];
  /** The names that its stages and blocks use, where they are written out. */
  readonly uses: readonly { readonly name: string; readonly node: SpecNode }[];
}

/** What a block's text says without being evaluated. */
export function readBlockText(block: SpecBlock): BlockText {
  const expressions: string[] = [];
  const uses: { name: string; node: SpecNode }[] = [];
  const layers = block.map?.pairs.find((pair) => pair.key.value === 'layers')?.value ?? null;
  if (block.map !== null) collect(block.map, expressions, uses);
  return { layers, expressions, uses };
}

function collect(node: SpecNode, expressions: string[], uses: { name: string; node: SpecNode }[]): void {
  if (node.type === 'scalar') {
    if (typeof node.value === 'string' && isExpression(node.value)) expressions.push(node.value);
    return;
  }
  if (node.type === 'sequence') {
    for (const item of node.items) collect(item, expressions, uses);
    return;
  }
  for (const { key, value } of node.pairs) {
    const used = useIn(String(key.value), value);
    if (used !== null && typeof used.value === 'string') uses.push({ name: used.value, node: used });
    collect(value, expressions, uses);
  }
}

function useIn(key: string, value: SpecNode): Extract<SpecNode, { type: 'scalar' }> | null {
  if (key === 'block' && value.type === 'scalar') return value;
  const wanted = key === 'stage' ? 'block' : key === 'block' ? 'type' : null;
  if (wanted === null || value.type !== 'map') return null;
  const name = value.pairs.find((pair) => pair.key.value === wanted)?.value;
  return name?.type === 'scalar' ? name : null;
}
