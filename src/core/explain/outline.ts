import type { Analysis } from '../analyze.ts';
import type { SpecMap, SpecNode } from '../spec/node.ts';
import type { TextRange } from '../spec/textRange.ts';
import { type ItemTree, itemTrees } from './itemTree.ts';

export type OutlineKind = 'section' | 'parameter' | 'block' | 'stage' | 'residual' | 'list' | 'layer';

/** An entry of the outline. `nameRange` lies within `range`. */
export interface OutlineEntry {
  readonly kind: OutlineKind;
  readonly name: string;
  readonly detail: string;
  readonly range: TextRange;
  readonly nameRange: TextRange;
  readonly children: readonly OutlineEntry[];
}

const MAX_DETAIL = 60;

/** The file as a tree: its sections, blocks, layers and what stands inside them. */
export function outline(analysis: Analysis): OutlineEntry[] {
  const { root } = analysis.spec;
  if (root?.type !== 'map') return [];
  return root.pairs.map((pair): OutlineEntry => {
    const name = String(pair.key.value);
    return {
      kind: 'section',
      name,
      detail: detailOf(pair.value),
      range: { start: pair.key.start, end: Math.max(pair.key.end, pair.value.end) },
      nameRange: { start: pair.key.start, end: pair.key.end },
      children: sectionChildren(analysis, name, pair.value),
    };
  });
}

function sectionChildren(analysis: Analysis, name: string, value: SpecNode): OutlineEntry[] {
  if (name === 'layers') return itemTrees(analysis.spec.layers).map((tree) => itemEntry(tree, analysis.text));
  if (value.type !== 'map') return [];
  if (name === 'blocks') return value.pairs.map((pair) => blockEntry(analysis, pair.key, pair.value));
  if (name === 'parameters' || name === 'variants' || name === 'inputs') return pairEntries(value);
  return [];
}

function pairEntries(map: SpecMap): OutlineEntry[] {
  return map.pairs.map((pair) => ({
    kind: 'parameter',
    name: String(pair.key.value),
    detail: detailOf(pair.value),
    range: { start: pair.key.start, end: Math.max(pair.key.end, pair.value.end) },
    nameRange: { start: pair.key.start, end: pair.key.end },
    children: [],
  }));
}

function blockEntry(
  analysis: Analysis,
  key: TextRange & { readonly value: unknown },
  value: SpecNode,
): OutlineEntry {
  const block = analysis.spec.blocks.find(
    ({ source, name }) => source === 'file' && name.start === key.start,
  );
  return {
    kind: 'block',
    name: String(key.value),
    detail: block?.parameters.map((parameter) => String(parameter.name.value)).join(', ') ?? '',
    range: { start: key.start, end: Math.max(key.end, value.end) },
    nameRange: { start: key.start, end: key.end },
    children: itemTrees(block?.layers ?? []).map((tree) => itemEntry(tree, analysis.text)),
  };
}

function itemEntry({ item, name, lists }: ItemTree, text: string): OutlineEntry {
  const source = item.value === null ? '' : text.slice(item.value.start, item.value.end);
  const [firstLine = ''] = source.split(/[\r\n]/);
  const isShort = lists.length === 0;
  return {
    kind: item.kind === 'stage' || item.kind === 'residual' ? item.kind : 'layer',
    name,
    detail: (name === item.kind ? '' : item.kind) + (isShort ? ` ${shorten(firstLine)}` : ''),
    range: item.range,
    nameRange: item.kindRange,
    children: lists.map((list) => ({
      kind: 'list',
      name: list.name,
      detail: '',
      range: { start: list.node.start, end: list.node.end },
      nameRange: { start: list.node.start, end: list.node.start },
      children: list.items.map((tree) => itemEntry(tree, text)),
    })),
  };
}

function detailOf(node: SpecNode): string {
  return node.type === 'scalar' && node.value !== null ? shorten(String(node.value)) : '';
}

function shorten(text: string): string {
  return text.length <= MAX_DETAIL ? text : `${text.slice(0, MAX_DETAIL)}…`;
}
