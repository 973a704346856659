import { alignLists, type Pairing } from '../diff/alignLists.ts';
import { formatShape } from '../model/shape.ts';
import { BodyMeanings } from './bodyMeaning.ts';
import type { DrawnChange } from './drawing.ts';
import type { Inside, Link, Part, Scope } from './scope.ts';

/** Before the id of what is gone, which may stand beside another thing of its name. No name has such a sign. */
const GONE = 'before:';

/** What is gone has no place among the nodes of the second model. */
const NO_NODES = { members: [], firstNode: -1, outputNode: -1 };

/**
 * Two scopes as one: the parts of the second, and at their places those of the first that are gone. What
 * belongs together is found by what the parts are, not by where they are written.
 */
export class ScopeMerger {
  readonly #bodies = new BodyMeanings();
  readonly #meanings = new Map<Part, string>();
  readonly #merged = new Map<Scope, Map<Scope, Scope>>();
  readonly #marked = new Map<'added' | 'removed', Map<Scope, Scope>>();

  merge(before: Scope, after: Scope): Scope {
    const known = this.#merged.get(before)?.get(after);
    if (known !== undefined) return known;
    const isEqual = (mine: Part, theirs: Part): boolean =>
      mine.kind === theirs.kind && mine.aside === theirs.aside && this.#isSame(mine, theirs);
    const aligned = alignLists(before.parts, after.parts, {
      isEqual,
      likeness: (mine, theirs) => likenessOf(mine, theirs, isEqual(mine, theirs)),
    });
    const parts = aligned.map((pair) => this.#part(pair));
    const merged = { parts, links: mergeLinks(before, after, aligned) };
    const inner = this.#merged.get(before) ?? new Map<Scope, Scope>();
    this.#merged.set(before, inner.set(after, merged));
    return merged;
  }

  #isSame(before: Part, after: Part): boolean {
    return this.#meaningOf(before) === this.#meaningOf(after);
  }

  #meaningOf(part: Part): string {
    const known = this.#meanings.get(part) ?? part.meaning(this.#bodies);
    this.#meanings.set(part, known);
    return known;
  }

  #part(pair: Pairing<Part>): Part {
    switch (pair.type) {
      case 'added':
        return this.#markPart(pair.after, 'added');
      case 'removed':
        return this.#markPart(pair.before, 'removed');
      case 'both': {
        const { before, after } = pair;
        const inside = this.#inside(before.inside, after.inside);
        const type = this.#changeOf(before, after);
        return type === null ? { ...after, inside } : { ...after, inside, change: { type, before } };
      }
    }
  }

  /** Where only one of the two is open there is nothing to lay beside it. */
  #inside(before: Inside | null, after: Inside | null): Inside | null {
    if (before === null || after === null) return after;
    return { ...after, scope: this.merge(before.scope, after.scope) };
  }

  #changeOf(before: Part, after: Part): DrawnChange | null {
    if (!this.#isSame(before, after)) return 'changed';
    return figuresOf(before) === figuresOf(after) ? null : 'reshaped';
  }

  #markPart(part: Part, type: 'added' | 'removed'): Part {
    const isGone = type === 'removed';
    const { inside } = part;
    return {
      ...part,
      id: isGone ? GONE + part.id : part.id,
      // Nothing in the text is there to be opened or gone to.
      ...(isGone ? { items: [], hiddenTexts: [], run: null, state: 'leaf', ...NO_NODES } : {}),
      inside:
        inside === null
          ? null
          : {
              scope: this.#markedScope(inside.scope, type),
              prefix: isGone && inside.prefix !== '' ? GONE + inside.prefix : inside.prefix,
            },
      change: { type, before: isGone ? part : null },
    };
  }

  #markedScope(scope: Scope, type: 'added' | 'removed'): Scope {
    const known = this.#marked.get(type) ?? new Map<Scope, Scope>();
    this.#marked.set(type, known);
    const marked = known.get(scope) ?? {
      parts: scope.parts.map((part) => this.#markPart(part, type)),
      links: scope.links.map((link) => ({ ...link, change: type })),
    };
    known.set(scope, marked);
    return marked;
  }
}

/** From 0 for what has nothing to do with each other. A name of one's own weighs more than what it is. */
function likenessOf(before: Part, after: Part, isEqual: boolean): number {
  if (before.kind !== after.kind || before.aside !== after.aside) return 0;
  const [mine, theirs] = [nameOf(before), nameOf(after)];
  const sameName = mine !== null && mine === theirs;
  if (isEqual) return sameName ? 12 : 10;
  if (before.kind === 'input' || before.kind === 'output') return before.id === after.id ? 6 : 1;
  if (before.items[0]?.kind !== after.items[0]?.kind) return sameName ? 4 : 0;
  return (sameName ? 6 : 1) + (before.title === after.title ? 3 : 0) + (before.id === after.id ? 1 : 0);
}

function nameOf({ items }: Part): string | null {
  const name = items[0]?.name ?? null;
  return name === null ? null : String(name.value);
}

/** What depends on the size that it stands on. */
function figuresOf({ output, trainable, macs }: Part): string {
  return [output === null ? '' : formatShape(output), trainable, macs].map(String).join();
}

/** The links of the second scope, and those of the first that have no counterpart. */
function mergeLinks(before: Scope, after: Scope, aligned: readonly Pairing<Part>[]): Link[] {
  const oldPlace = new Map<Part, number>();
  const newPlace = new Map<Part, number>();
  aligned.forEach((pair, at) => {
    if (pair.type !== 'added') oldPlace.set(pair.before, at);
    if (pair.type !== 'removed') newPlace.set(pair.after, at);
  });
  const old = before.links.map((link) => moved(link, before, oldPlace));
  const left = new Set(old);
  const between = new Map<string, Link[]>();
  for (const link of old) between.set(endsOf(link), [...(between.get(endsOf(link)) ?? []), link]);
  const merged = after.links.map((written): Link => {
    const link = moved(written, after, newPlace);
    const others = (between.get(endsOf(link)) ?? []).filter((other) => left.has(other));
    const twin = others.find((other) => other.operand === link.operand) ?? others[0];
    if (twin === undefined) return { ...link, change: 'added' };
    left.delete(twin);
    return twin.kind === link.kind && twin.label === link.label ? link : { ...link, change: 'changed' };
  });
  return [...merged, ...[...left].map((link): Link => ({ ...link, change: 'removed' }))];
}

/** With the numbers that the parts have in the merged scope; the frame's ends stay. */
function moved(link: Link, scope: Scope, places: ReadonlyMap<Part, number>): Link {
  const place = (end: number): number => {
    const part = scope.parts[end];
    return part === undefined ? end : (places.get(part) ?? end);
  };
  return { ...link, from: place(link.from), to: place(link.to) };
}

function endsOf({ from, to }: Link): string {
  return `${from}>${to}`;
}
