/** What the keyboard moves over: the header is row 0. */
export interface CursorGround {
  /** Rows and columns. */
  size(): readonly [number, number];
  /** How many rows a page has. */
  page(): number;
  moved(row: number): void;
  /** Enter, Space or a click; `focus` with Alt or twice. */
  pressed(row: number, column: number, focus: boolean): void;
  /** Escape. */
  left(): void;
}

/** The active cell of a grid that keeps the focus itself (`aria-activedescendant`). */
export class GridCursor {
  readonly #grid: HTMLElement;
  readonly #ground: CursorGround;
  #row = 0;
  #column = 0;

  constructor(grid: HTMLElement, ground: CursorGround) {
    this.#grid = grid;
    this.#ground = ground;
    grid.addEventListener('keydown', (event) => {
      if (this.#key(event)) event.preventDefault();
    });
    grid.addEventListener('click', (event) => {
      this.#click(event, event.detail > 1 || event.altKey);
    });
  }

  get row(): number {
    return this.#row;
  }

  get cell(): HTMLElement | null {
    return this.#grid.querySelector<HTMLElement>(`#${cellId(this.#row, this.#column)}`);
  }

  /** Within what there is now. */
  clamp(): void {
    const [rows, columns] = this.#ground.size();
    this.#row = Math.max(0, Math.min(this.#row, rows - 1));
    this.#column = Math.max(0, Math.min(this.#column, columns - 1));
  }

  /** Marks the active cell, which may have been made anew. */
  show(): void {
    for (const other of this.#grid.querySelectorAll('.active')) other.classList.remove('active');
    const { cell } = this;
    cell?.classList.add('active');
    if (cell === null) this.#grid.removeAttribute('aria-activedescendant');
    else this.#grid.setAttribute('aria-activedescendant', cell.id);
  }

  #key({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
    if (key === 'Enter' || key === ' ') this.#ground.pressed(this.#row, this.#column, altKey);
    else if (key === 'Escape') this.#ground.left();
    else {
      const target = altKey ? null : this.#target(key, ctrlKey || metaKey);
      if (target === null) return false;
      [this.#row, this.#column] = target;
      this.clamp();
      this.#ground.moved(this.#row);
    }
    return true;
  }

  #target(key: string, isWhole: boolean): readonly [number, number] | null {
    const [row, column] = [this.#row, this.#column];
    const [rows, columns] = this.#ground.size();
    const targets: Readonly<Record<string, readonly [number, number]>> = {
      ArrowUp: [row - 1, column],
      ArrowDown: [row + 1, column],
      ArrowLeft: [row, column - 1],
      ArrowRight: [row, column + 1],
      PageUp: [row - this.#ground.page(), column],
      PageDown: [row + this.#ground.page(), column],
      Home: [isWhole ? 0 : row, 0],
      End: [isWhole ? rows - 1 : row, columns - 1],
    };
    return targets[key] ?? null;
  }

  #click({ target }: MouseEvent, focus: boolean): void {
    const cell = target instanceof Element ? target.closest('[id^="op-"]') : null;
    const [, row, column] = /^op-(\d+)-(\d+)$/.exec(cell?.id ?? '') ?? [];
    if (row === undefined || column === undefined) return;
    [this.#row, this.#column] = [Number(row), Number(column)];
    this.show();
    this.#ground.pressed(this.#row, this.#column, focus);
  }
}

export function cellId(row: number, column: number): string {
  return `op-${row}-${column}`;
}
