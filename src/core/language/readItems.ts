import { type Message, message } from '../diagnostics/message.ts';
import type { SpecItem } from '../spec/item.ts';
import type { SpecMap, SpecNode, SpecPair, SpecScalar } from '../spec/node.ts';
import type { TextRange } from '../spec/textRange.ts';
import { COMMON_KEYS, KINDS } from './kinds.ts';
import { misplacedKeys, reportMisplacedKeys } from './misplacedKeys.ts';
import { nearest } from './nearest.ts';
import { filePlace, type Place } from './place.ts';
import type { ProblemFix, Report } from './problem.ts';
import { reportUnknownKind } from './unknownKind.ts';

/** The names of the blocks, which people write where a kind belongs. */
export type BlockNames = Pick<ReadonlySet<string>, 'has' | 'keys'>;

/** Reads a layer list. Entries that are no items are reported and left out. */
export function readItems(
  node: SpecNode | null,
  what: string,
  source: 'file' | 'shipped',
  blocks: BlockNames,
  report: Report,
): readonly SpecItem[] {
  if (node === null) return [];
  if (node.type !== 'sequence') {
    if (node.type === 'scalar' && node.value === null) return [];
    report({
      code: 'spec.wrong-type',
      place: at(node, source),
      message: message('`{what}` takes a list of layers: each on a line of its own, starting with `- `.', {
        what,
      }),
    });
    return [];
  }
  const items: SpecItem[] = [];
  for (const entry of node.items) {
    const item = readItem(entry, source, blocks, report);
    if (item !== null) items.push(item);
  }
  return items;
}

function at(range: TextRange, source: 'file' | 'shipped'): Place {
  return source === 'file' ? filePlace(range) : { kind: 'block' };
}

function readItem(
  node: SpecNode,
  source: 'file' | 'shipped',
  blocks: BlockNames,
  report: Report,
): SpecItem | null {
  if (node.type === 'scalar' && typeof node.value === 'string') {
    if (KINDS.has(node.value)) return bareItem(node, node.value, source);
    // Kept as an item of unknown shape, so that nothing is said of those that follow it.
    const item = bareItem(node, node.value, source);
    reportUnknownKind(item, blocks, report);
    return item;
  }
  if (node.type !== 'map' || node.pairs.length === 0) {
    report({
      code: 'spec.wrong-type',
      place: at(node, source),
      message: message('A layer is a kind with its attributes, such as `conv: {filters: 16}`.'),
    });
    return null;
  }
  return readMapItem(node, source, blocks, report);
}

function bareItem(node: SpecScalar, kind: string, source: 'file' | 'shipped'): SpecItem {
  const range = { start: node.start, end: node.end };
  return {
    source,
    kind,
    kindRange: range,
    range,
    value: null,
    name: null,
    from: null,
    when: null,
    weights: null,
  };
}

function readMapItem(
  node: SpecMap,
  source: 'file' | 'shipped',
  blocks: BlockNames,
  report: Report,
): SpecItem | null {
  const kinds = node.pairs.filter((pair) => KINDS.has(String(pair.key.value)));
  const [kindPair, second] = kinds;
  const others = node.pairs.filter(
    (pair) => !kinds.includes(pair) && !(COMMON_KEYS as readonly string[]).includes(String(pair.key.value)),
  );
  const [stranger] = others;
  if (kindPair === undefined) {
    if (stranger !== undefined) {
      const item = itemOf(node, stranger, source, report);
      reportUnknownKind(item, blocks, report);
      return item;
    }
    report({
      code: 'spec.missing-key',
      place: at(node, source),
      message: message('This layer has no kind. Add one, such as `conv` or `residual`.'),
    });
    return null;
  }
  const misplaced = misplacedKeys(node, kindPair);
  if (misplaced !== null) {
    reportMisplacedKeys(misplaced, (range) => at(range, source), report);
    // Read as if they stood where they belong.
    return itemOf(node, { key: kindPair.key, value: misplaced.value }, source, report);
  }
  if (second !== undefined && String(second.key.value) !== String(kindPair.key.value)) {
    report({
      code: 'spec.several-kinds',
      place: at(second.key, source),
      message: severalKinds(String(kindPair.key.value), String(second.key.value)),
      related: [{ place: at(kindPair.key, source), message: message('The first kind is here.') }],
    });
  }
  const written = new Set(node.pairs.map((pair) => String(pair.key.value)));
  const free = COMMON_KEYS.filter((key) => !written.has(key));
  for (const pair of others) reportUnknownCommonKey(pair, String(kindPair.key.value), free, source, report);
  return itemOf(node, kindPair, source, report);
}

function itemOf(node: SpecMap, kind: SpecPair, source: 'file' | 'shipped', report: Report): SpecItem {
  const orNull = (found: SpecNode | undefined): SpecNode | null =>
    found === undefined || (found.type === 'scalar' && found.value === null) ? null : found;
  const valueOf = (key: string): SpecNode | null =>
    orNull(node.pairs.find((pair) => pair.key.value === key)?.value);
  return {
    source,
    kind: String(kind.key.value),
    kindRange: { start: kind.key.start, end: kind.key.end },
    range: { start: node.start, end: node.end },
    value: orNull(kind.value),
    name: readName(valueOf('name'), source, report),
    from: valueOf('from'),
    when: valueOf('when'),
    weights: valueOf('weights'),
  };
}

/** `norm` beside `conv` is more likely its attribute than a second layer. */
function severalKinds(first: string, second: string): Message {
  const args = { first, second };
  return Object.hasOwn(KINDS.get(first)?.table ?? {}, second)
    ? message(
        '`{second}` belongs inside the value of `{first}`; as a layer of its own it starts a new line with `- `.',
        args,
      )
    : message(
        'A layer has one kind, and this one has `{first}` and `{second}`. Start a new line with `- `.',
        args,
      );
}

function readName(node: SpecNode | null, source: 'file' | 'shipped', report: Report): SpecScalar | null {
  if (node === null) return null;
  if (node.type === 'scalar' && typeof node.value === 'string' && /^[A-Za-z_][\w-]*$/.test(node.value))
    return node;
  report({
    code: 'spec.wrong-type',
    place: at(node, source),
    message: message(
      'A name is a letter (a to z) followed by letters, digits, `_` or `-`, without dots or blanks.',
    ),
  });
  // Kept as it is, so that those who use it are not told that it does not exist.
  return node.type === 'scalar' && node.value !== null ? node : null;
}

function reportUnknownCommonKey(
  pair: SpecPair,
  kind: string,
  free: readonly string[],
  source: 'file' | 'shipped',
  report: Report,
): void {
  const key = String(pair.key.value);
  const place = at(pair.key, source);
  const guess = nearest(key, free);
  const inside = Object.hasOwn(KINDS.get(kind)?.table ?? {}, key);
  report({
    code: 'spec.unknown-key',
    place,
    message: inside
      ? message('`{key}` belongs inside the value of `{kind}`, not beside it.', { key, kind })
      : message('A layer has no `{key}` beside its kind. It takes {known}.', {
          key,
          known: COMMON_KEYS.join(', '),
        }),
    fixes: guess === null ? [] : [changeTo(key, guess, place)],
  });
}

function changeTo(from: string, to: string, place: Place): ProblemFix {
  return {
    title: message('Change `{from}` to `{to}`', { from, to }),
    changes: [{ type: 'replace', place, newText: to }],
  };
}
