import { message } from '../diagnostics/message.ts';
import { nearest } from '../language/nearest.ts';
import { filePlace, placeIn } from '../language/place.ts';
import type { Report } from '../language/problem.ts';
import { type BlockNames, readItems } from '../language/readItems.ts';
import type { SpecItem } from './item.ts';
import type { SpecMap, SpecNode, SpecPair, SpecScalar } from './node.ts';
import { readParameters, reportBadParameterNames } from './readParameters.ts';
import type { Spec, SpecBlock } from './spec.ts';

export const TOP_LEVEL_KEYS = [
  'model',
  'paper',
  'parameters',
  'variants',
  'input',
  'inputs',
  'defaults',
  'blocks',
  'layers',
  'outputs',
  'train',
] as const;
export const BLOCK_KEYS = ['parameters', 'defaults', 'layers'] as const;

/** Reads the file's own structure: its sections, blocks and lists, nothing of what they mean. */
export function readSpec(
  root: SpecNode | null,
  shippedBlocks: Iterable<string>,
  report: Report,
): { spec: Spec; lists: Map<SpecNode, readonly SpecItem[]> } {
  const lists = new Map<SpecNode, readonly SpecItem[]>();
  if (root !== null && root.type !== 'map' && !(root.type === 'scalar' && root.value === null)) {
    report({
      code: 'spec.wrong-type',
      place: filePlace(root),
      message: message(
        'A spec is a mapping with `input` and `layers`, such as `layers:` followed by a list.',
      ),
    });
  }
  const map = root?.type === 'map' ? root : null;
  if (map !== null) reportUnknownSections(map.pairs, TOP_LEVEL_KEYS, 'A spec', 'file', report);
  const section = (key: string): SpecNode | null => valueOf(map, key);
  const layers = section('layers');
  const blocks = sectionMap(map, 'blocks', report)?.pairs ?? [];
  const names = new Set([...shippedBlocks, ...blocks.map((pair) => String(pair.key.value))]);
  const items = readItems(layers, 'layers', 'file', names, report);
  if (layers !== null) lists.set(layers, items);
  const variants = sectionMap(map, 'variants', report);
  const parameters = sectionMap(map, 'parameters', report);
  reportBadParameterNames(parameters, 'file', report);
  return {
    lists,
    spec: {
      root,
      model: text(section('model')),
      paper: text(section('paper')),
      parameters,
      variants: variants?.pairs.map((pair) => String(pair.key.value)) ?? [],
      blocks: blocks.map((pair) => readBlock(pair, 'file', names, lists, report)),
      defaults: sectionMap(map, 'defaults', report),
      layers: items,
      train: sectionMap(map, 'train', report),
    },
  };
}

export function readBlock(
  { key, value }: SpecPair,
  source: 'file' | 'shipped',
  names: BlockNames,
  lists: Map<SpecNode, readonly SpecItem[]>,
  report: Report,
): SpecBlock {
  const map = value.type === 'map' ? value : null;
  if (map === null) {
    report({
      code: 'spec.wrong-type',
      place: placeIn(source, value.end > value.start ? value : key),
      message: message('A block is a mapping with `layers`, and with `parameters` if it takes any.'),
    });
  } else {
    reportUnknownSections(map.pairs, BLOCK_KEYS, 'A block', source, report);
  }
  const layers = valueOf(map, 'layers');
  const items = readItems(layers, 'layers', source, names, report);
  if (layers !== null) lists.set(layers, items);
  else if (map !== null) {
    report({
      code: 'spec.missing-key',
      place: placeIn(source, key),
      message: message('The block `{name}` needs `layers`.', { name: String(key.value) }),
    });
  }
  return {
    source,
    name: key,
    map,
    parameters: readParameters(
      asMap(valueOf(map, 'parameters'), 'parameters', source, report),
      source,
      report,
    ),
    defaults: asMap(valueOf(map, 'defaults'), 'defaults', source, report),
    layers: items,
  };
}

/** The value of a key; null where it is missing or empty. */
export function valueOf(map: SpecMap | null, key: string): SpecNode | null {
  const value = map?.pairs.find((pair) => pair.key.value === key)?.value ?? null;
  return value?.type === 'scalar' && value.value === null ? null : value;
}

export function pairOf(map: SpecMap | null, key: string): SpecPair | null {
  return map?.pairs.find((pair) => pair.key.value === key) ?? null;
}

function text(node: SpecNode | null): SpecScalar | null {
  return node?.type === 'scalar' ? node : null;
}

function sectionMap(root: SpecMap | null, key: string, report: Report): SpecMap | null {
  return asMap(valueOf(root, key), key, 'file', report);
}

function asMap(
  node: SpecNode | null,
  what: string,
  source: 'file' | 'shipped',
  report: Report,
): SpecMap | null {
  if (node === null || node.type === 'map') return node;
  report({
    code: 'spec.wrong-type',
    place: placeIn(source, node),
    message: message('`{what}` is a mapping from names to values.', { what }),
  });
  return null;
}

/** Where one of the two is written, nobody means the other. */
const INSTEAD_OF: Readonly<Record<string, string>> = { input: 'inputs', inputs: 'input' };

function reportUnknownSections(
  pairs: readonly SpecPair[],
  known: readonly string[],
  owner: string,
  source: 'file' | 'shipped',
  report: Report,
): void {
  const written = new Set(pairs.map(({ key }) => String(key.value)));
  for (const { key } of pairs) {
    const name = String(key.value);
    if (known.includes(name)) continue;
    const place = placeIn(source, key);
    // Where what was meant stands there already, it would then stand there twice.
    const meant = nearest(name, known);
    const isFree = meant !== null && !written.has(meant) && !written.has(INSTEAD_OF[meant] ?? meant);
    const guess = isFree ? meant : null;
    report({
      code: 'spec.unknown-key',
      place,
      message: message('{owner} has no `{key}`. It takes {known}.', {
        owner,
        key: name,
        known: known.join(', '),
      }),
      fixes:
        guess === null
          ? []
          : [
              {
                title: message('Change `{from}` to `{to}`', { from: name, to: guess }),
                changes: [{ type: 'replace', place, newText: guess }],
              },
            ],
    });
  }
}
