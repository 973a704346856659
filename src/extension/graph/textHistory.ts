/** A part of a text that another one took the place of, in UTF-16 code units: an insertion removes nothing. */
export interface TextChange {
  readonly start: number;
  readonly removed: number;
  readonly added: number;
}

export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

interface Step {
  /** Of the text after it. */
  readonly version: number;
  /** One after the other, each in the text that the one before left. */
  readonly changes: readonly TextChange[];
}

/** As many as a long time of typing makes; what is older is not followed. */
const MOST_STEPS = 10_000;

/** How an open text came to be what it is: leads places in an older version to the newest one, and back. */
export class TextHistory {
  readonly #steps: Step[] = [];
  /** Of the oldest text from which it leads. */
  #oldest: number;

  /** @param version of the text now. */
  constructor(version: number) {
    this.#oldest = version;
  }

  changed(version: number, changes: readonly TextChange[]): void {
    this.#steps.push({ version, changes });
    if (this.#steps.length <= MOST_STEPS) return;
    this.#oldest = this.#steps.shift()?.version ?? this.#oldest;
  }

  /** Where a part of an older text is now; null where that is not known any more. */
  toNewest({ start, end }: TextSpan, version: number): TextSpan | null {
    const changes = this.#since(version);
    if (changes === null) return null;
    // What is written before it or behind it does not become part of it.
    const from = changes.reduce((offset, change) => moved(offset, change, true), start);
    const to = changes.reduce((offset, change) => moved(offset, change, false), end);
    return { start: from, end: Math.max(from, to) };
  }

  /** Where a place in the newest text was in an older one; null where that is not known any more. */
  toOlder(offset: number, version: number): number | null {
    const changes = this.#since(version);
    if (changes === null) return null;
    const undone = changes.toReversed().map(({ start, removed, added }) => ({
      start,
      removed: added,
      added: removed,
    }));
    return undone.reduce((at, change) => moved(at, change, true), offset);
  }

  #since(version: number): TextChange[] | null {
    if (version < this.#oldest) return null;
    return this.#steps.filter((step) => step.version > version).flatMap((step) => step.changes);
  }
}

/** @param goesAlong whether what stands at an insertion is behind it then. */
function moved(offset: number, { start, removed, added }: TextChange, goesAlong: boolean): number {
  const end = start + removed;
  if (offset > end || (offset === end && (goesAlong || removed > 0))) return offset + added - removed;
  if (offset <= start) return offset;
  return start + Math.min(offset - start, added);
}
