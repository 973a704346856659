import type { MaybeShape } from '../model/shape.ts';
import type { SpecItem } from '../spec/item.ts';
import type { SpecNode } from '../spec/node.ts';
import type { Size } from '../symbolic/symbolicSize.ts';
import { type BuiltItem, rebuildItem } from './builtItem.ts';
import type { ItemContext, ItemValue } from './listContext.ts';
import { recordItem } from './recordItem.ts';

/**
 * The items of the file's own list that were built already, by their text. Equal items are built once, and a
 * keystroke builds only the item that it changes, in so far as nothing but the text of the list differs.
 */
export class BuiltItems {
  /** The text of each item, as a node that its equals share, by where the item starts. */
  readonly #texts: ReadonlyMap<number, SpecNode>;
  readonly #earlier: BuiltItems | null;
  /** Only what this version of the text needs, so that nothing is kept for ever. */
  readonly #kept = new Map<SpecNode, BuiltItem[]>();

  constructor(texts: ReadonlyMap<number, SpecNode>, earlier: BuiltItems | null) {
    this.#texts = texts;
    // Not the whole chain of versions.
    this.#earlier = earlier === null ? null : earlier.#alone();
  }

  #alone(): BuiltItems {
    const copy = new BuiltItems(new Map(), null);
    for (const [text, built] of this.#kept) copy.#kept.set(text, built);
    return copy;
  }

  textOf({ source, range }: SpecItem): SpecNode | null {
    return source === 'file' ? (this.#texts.get(range.start) ?? null) : null;
  }

  find(text: SpecNode, input: MaybeShape): BuiltItem | null {
    const known = this.#kept.get(text)?.find((built) => isSameShape(built.input, input));
    if (known !== undefined) return known;
    const earlier =
      this.#earlier === null
        ? undefined
        : this.#earlier.#kept.get(text)?.find((built) => isSameShape(built.input, input));
    if (earlier === undefined) return null;
    this.keep(text, earlier);
    return earlier;
  }

  keep(text: SpecNode, built: BuiltItem): void {
    const known = this.#kept.get(text);
    if (known === undefined) this.#kept.set(text, [built]);
    else known.push(built);
  }
}

/** As written: whether two different expressions are equal is not asked here. */
function isSameShape(a: MaybeShape, b: MaybeShape): boolean {
  if (a === null || b === null) return a === b;
  return a.length === b.length && a.every((size, axis) => keyOf(size) === keyOf(b[axis]));
}

function keyOf(size: Size | undefined): number | string | undefined {
  return typeof size === 'object' ? size.key : size;
}

/** Builds an item, or takes what the same text gave behind the same shape. */
export function buildOnce(context: ItemContext, build: () => ItemValue): ItemValue {
  const { item, path, body, formOnly } = context;
  const { builder, file, state } = body;
  // Behind a parameter with a bad value, what uses it stays silent.
  const isApart = !formOnly && !body.isBlock && !context.scope.isPoisoned;
  const text = isApart ? (file.built?.textOf(item) ?? null) : null;
  if (file.built === null || text === null || !standsAlone(item)) return build();
  const previous = context.previous();
  if (previous.type === 'split') return build();
  const input = previous.value;
  const known = file.built.find(text, input.shape);
  if (known !== null) return { type: 'value', value: rebuildItem(known, item, path, input, body) };
  const before = {
    firstNode: builder.nodes.length,
    firstGroup: builder.groups.length,
    opsBefore: builder.opCount,
  };
  const { problems, lookups } = file.limits;
  const defined = builder.recordNames();
  const hadMistake = state.hasReferenceMistake;
  state.hasReferenceMistake = false;
  const result = build();
  const isClean = file.limits.problems === problems && !state.hasReferenceMistake;
  state.hasReferenceMistake ||= hadMistake;
  if (isClean && file.limits.lookups === lookups && result.type === 'value') {
    const built = recordItem({ item, path, input, result: result.value, defined, ...before }, builder, file);
    if (built !== null) file.built.keep(text, built);
  }
  return result;
}

/** False for what depends on other items than the one above. */
function standsAlone({ from, when, weights }: SpecItem): boolean {
  return from === null && when === null && weights === null;
}
