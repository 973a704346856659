import type { Analysis } from '../analyze.ts';
import { type Message, message } from '../diagnostics/message.ts';
import { itemNeeds, needing } from '../elaborate/itemNeeds.ts';
import { COMMON_KEYS, KINDS } from '../language/kinds.ts';
import { readItems } from '../language/readItems.ts';
import type { SpecItem } from '../spec/item.ts';
import type { SpecMap, SpecNode } from '../spec/node.ts';
import { escapeSnippet, type Offer, paragraph, verbatim } from './completion.ts';
import type { PathStep } from './cursorPlace.ts';

const BUILT_INS: readonly (readonly [name: string, doc: string])[] = [
  ['in', 'Channels of the block’s input.'],
  ['index', 'Which repeat this is, from 1.'],
  ['repeat', 'How many repeats there are.'],
];

/** Names for expressions: a block sees its own parameters and the built-ins, never the file's names. */
export function parameterOffers(analysis: Analysis, path: readonly PathStep[]): Offer[] {
  const isInBlock = path[0] === 'blocks' && path.length > 1;
  if (!isInBlock) {
    const pairs = analysis.spec.parameters?.pairs ?? [];
    return pairs.map((pair) => parameterOffer(String(pair.key.value), verbatim(textOf(pair.value)), []));
  }
  const block = analysis.spec.blocks.find(({ name, source }) => source === 'file' && name.value === path[1]);
  const own = (block?.parameters ?? []).map(({ name, required, value }) =>
    parameterOffer(String(name.value), required ? message('required') : verbatim(textOf(value)), []),
  );
  return [
    ...own,
    ...BUILT_INS.map(([name, doc]) => parameterOffer(name, message('built in'), paragraph(doc))),
  ];
}

function parameterOffer(name: string, detail: Message, doc: readonly Message[]): Offer {
  return { kind: 'parameter', label: name, detail, doc, snippet: escapeSnippet(name) };
}

function textOf(node: SpecNode | null): string {
  return node?.type === 'scalar' ? String(node.value) : '';
}

/**
 * Names that `from` may use: those of the list that holds the item, then of the lists around it, out to the body
 * of the block or file.
 */
export function producerOffers(analysis: Analysis, path: readonly PathStep[]): Offer[] {
  const names = new Map<string, string>();
  let node: SpecNode | null = analysis.spec.root;
  const lists: { readonly items: readonly SpecNode[]; readonly at: PathStep }[] = [];
  path.forEach((step, i) => {
    if (node?.type === 'sequence' && isLayerList(path[i - 1])) lists.push({ items: node.items, at: step });
    node = childOf(node, step);
  });
  if (path[0] === 'outputs' && analysis.spec.root?.type === 'map') {
    const layers = childOf(analysis.spec.root, 'layers');
    if (layers?.type === 'sequence') lists.push({ items: layers.items, at: -1 });
  }
  for (const { items, at } of lists.reverse()) {
    const named = namesOf(items);
    const waiting = waitingFor(at, items, named);
    for (const [name, kind, index] of named) {
      if (!waiting.has(index) && !names.has(name) && /^[\w.-]+$/.test(name)) names.set(name, kind);
    }
  }
  const inputs = inputNames(analysis, path);
  const offer = (label: string, detail: Message): Offer => ({
    kind: 'name',
    label,
    detail,
    doc: [],
    snippet: label,
  });
  return [
    ...[...names]
      .filter(([name]) => !inputs.includes(name))
      .map(([name, kind]) => offer(name, verbatim(kind))),
    ...inputs.map((name) => offer(name, message('input'))),
  ];
}

/** The item itself and those that follow from it: to name one of them would close a circle. */
function waitingFor(
  at: PathStep,
  items: readonly SpecNode[],
  named: readonly (readonly [name: string, kind: string, index: number])[],
): ReadonlySet<number> {
  const indices = new Map(named.map(([name, , index]) => [name, index]));
  const needs = (index: number): readonly number[] => {
    const node = items[index];
    const item = node === undefined ? undefined : itemIn(node);
    return item === undefined ? [] : itemNeeds(item, index, (name) => indices.get(name));
  };
  return needing(items.length, needs, (index) => index === at);
}

function itemIn(node: SpecNode): SpecItem | undefined {
  const list = { type: 'sequence', start: node.start, end: node.end, items: [node] } as const;
  return readItems(list, 'layers', 'file', new Set(), () => undefined)[0];
}

function isLayerList(key: PathStep | undefined): boolean {
  return key !== 'from' && key !== 'outputs' && !(typeof key === 'string' && KINDS.has(key));
}

function childOf(node: SpecNode | null, step: PathStep): SpecNode | null {
  if (node?.type === 'map') return node.pairs.find((pair) => pair.key.value === step)?.value ?? null;
  if (node?.type === 'sequence' && typeof step === 'number') return node.items[step] ?? null;
  return null;
}

/** Given names, and for unnamed items their kind, numbered from the second of its kind. */
function namesOf(items: readonly SpecNode[]): [name: string, kind: string, index: number][] {
  const counts = new Map<string, number>();
  return items.flatMap((item, index): [string, string, number][] => {
    const kind = kindOf(item);
    if (kind === null) return [];
    const given = item.type === 'map' ? textOf(childOf(item, 'name')) : '';
    if (given !== '') return [[given, kind, index]];
    const number = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, number);
    return [[number === 1 ? kind : `${kind}_${number}`, kind, index]];
  });
}

function kindOf(item: SpecNode): string | null {
  if (item.type === 'scalar') return typeof item.value === 'string' ? item.value : null;
  if (item.type !== 'map') return null;
  const keys = item.pairs.map((pair) => String(pair.key.value));
  return keys.find((key) => KINDS.has(key)) ?? keys.find((key) => !isCommon(key)) ?? null;
}

function isCommon(key: string): boolean {
  return (COMMON_KEYS as readonly string[]).includes(key);
}

function inputNames(analysis: Analysis, path: readonly PathStep[]): string[] {
  const { root } = analysis.spec;
  const inputs: SpecNode | null = root?.type === 'map' ? childOf(root, 'inputs') : null;
  if (path[0] === 'blocks' || inputs === null || inputs.type !== 'map') return ['input'];
  return keysOf(inputs);
}

function keysOf(map: SpecMap): string[] {
  return map.pairs.map((pair) => String(pair.key.value));
}
