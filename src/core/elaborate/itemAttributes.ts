import { message } from '../diagnostics/message.ts';
import type { AttributeLevels, Level } from '../language/attributeTable.ts';
import { evaluate, placeOf } from '../language/evaluate.ts';
import type { Evaluated, EvaluatedMap } from '../language/evaluated.ts';
import { KINDS } from '../language/kinds.ts';
import { reportUnknownKeys } from '../language/unknownKeys.ts';
import { levelOf } from './defaults.ts';
import type { ItemContext } from './listContext.ts';

export interface ItemAttributes extends AttributeLevels {
  /** The entries that the item writes, for those kinds that pass them on. */
  readonly entries: EvaluatedMap['entries'];
  readonly misspelled: ReadonlySet<string>;
}

/**
 * What an item and the defaults say about its attributes, strongest first. Keys in `skip` hold lists of layers
 * and are left to the kind.
 */
export function itemAttributes(context: ItemContext, skip: readonly string[] = []): ItemAttributes {
  const { item, body, defaults } = context;
  const entries = writtenEntries(context, skip);
  const misspelled = reportUnknownAttributes(context, entries, skip);
  const own: Level = new Map(entries.map((entry) => [entry.key, entry.value]));
  return {
    item: own,
    levels: [own, levelOf(body.file.defaults, item.kind), levelOf(defaults, item.kind)],
    owner: context.place,
    ownerName: item.kind,
    short:
      item.value?.type === 'map' ? [] : entries.flatMap(({ key, value }) => (key === 'type' ? [value] : [])),
    misspelled,
    entries,
  };
}

/** A stage or block has those of the block that it names, too, and is left to where that is known. */
function reportUnknownAttributes(
  { item, report }: ItemContext,
  entries: EvaluatedMap['entries'],
  skip: readonly string[],
): ReadonlySet<string> {
  const info = KINDS.get(item.kind);
  if (info === undefined || info.takesParameters) return new Set();
  const pairs = item.value?.type === 'map' ? item.value.pairs : [];
  const others = pairs.map(({ key }) => String(key.value)).filter((key) => skip.includes(key));
  const known = Object.keys(info.table);
  return reportUnknownKeys({ entries, known, owner: item.kind, layer: item.kind, others }, report);
}

function writtenEntries(context: ItemContext, skip: readonly string[]): EvaluatedMap['entries'] {
  const { item, scope, report } = context;
  const { value } = item;
  const info = KINDS.get(item.kind);
  if (value === null || info === undefined) return [];
  if (value.type === 'map') {
    return value.pairs
      .filter((pair) => !skip.includes(String(pair.key.value)))
      .map((pair) => ({
        key: String(pair.key.value),
        keyPlace: placeOf(pair.key, scope),
        value: evaluate(pair.value, scope, report),
      }));
  }
  // Producers; a single name among them is for `resolveProducers` to refuse.
  if (info.takesProducers) return [];
  if (info.shorthand !== null) {
    const evaluated: Evaluated = evaluate(value, scope, report);
    return [{ key: info.shorthand, keyPlace: placeOf(value, scope), value: evaluated }];
  }
  report({
    code: 'spec.wrong-type',
    place: placeOf(value, scope),
    message: message('`{kind}` takes a mapping of attributes, not a bare value.', { kind: item.kind }),
  });
  return [];
}
