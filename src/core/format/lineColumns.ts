/** A list (at the column of its dashes) or a mapping (at the column of its keys), before and after formatting. */
interface Frame {
  readonly type: 'list' | 'map';
  readonly before: number;
  readonly after: number;
}

/** A dash, or what stands behind all dashes of a line, with the column that it gets. */
export interface PlacedToken {
  readonly before: number;
  readonly after: number;
}

export interface LineToken {
  readonly column: number;
  readonly isDash: boolean;
}

const STEP = 2;

/**
 * Gives each line of a block style document its columns: two more for every level, also for a list whose dashes stand
 * below their key.
 */
export class LineColumns {
  #frames: readonly Frame[] = [];

  /** The tokens of the next line: its dashes, and its content unless there is none. */
  place(tokens: readonly LineToken[]): PlacedToken[] {
    return tokens.map(({ column, isDash }) => {
      this.#close(column, isDash);
      const top = this.#frames[this.#frames.length - 1];
      if (top?.before !== column || (top.type === 'map') === isDash) {
        const after = top === undefined ? 0 : top.after + STEP;
        this.#frames = [...this.#frames, { type: isDash ? 'list' : 'map', before: column, after }];
      }
      return { before: column, after: this.#frames[this.#frames.length - 1]?.after ?? 0 };
    });
  }

  /**
   * The column for a comment on a line of its own: that of what follows it, unless it stands deeper than that; then it
   * is the end of the list or mapping that it stands in, if both do not belong deeper than what came before.
   */
  placeComment(column: number, next: PlacedToken | null): number {
    const top = this.#frames[this.#frames.length - 1];
    if (next !== null && column <= next.before) return next.after;
    if (next !== null && top !== undefined && column > top.before && next.before > top.before)
      return next.after;
    return this.#frames.findLast((frame) => frame.before <= column)?.after ?? 0;
  }

  /** The frames stay as they are: what the next line would do is only looked at. */
  ahead(tokens: readonly LineToken[]): PlacedToken | null {
    const kept = this.#frames;
    const [first] = this.place(tokens);
    this.#frames = kept;
    return first ?? null;
  }

  /** A key at the column of dashes ends their list. */
  #close(column: number, isDash: boolean): void {
    this.#frames = this.#frames.filter(
      ({ before, type }) => before < column || (before === column && (type === 'map' || isDash)),
    );
  }
}
