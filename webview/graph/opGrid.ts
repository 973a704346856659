import type { OpTableRow } from '../../src/protocol/graphOpTable.ts';
import type { GraphWords } from '../../src/protocol/graphWords.ts';
import { GridCursor } from './gridCursor.ts';
import { make } from './make.ts';
import type { OpColumn } from './opColumns.ts';
import { headerRow, opRow, totalRow } from './opGridRows.ts';
import type { OpSort } from './opRowsShown.ts';

/** Everything that the grid shows. */
export interface GridContent {
  readonly columns: readonly OpColumn[];
  readonly rows: readonly OpTableRow[];
  readonly sort: OpSort | null;
  /** A cell for each column. */
  readonly totals: readonly (readonly string[])[];
}

export interface GridEvents {
  sorted(column: OpColumn): void;
  /** `focus`: the caret goes to the editor, too. */
  chosen(row: OpTableRow, focus: boolean): void;
  left(): void;
  scrolled(): void;
}

/** As `--op-row` in the style sheet. */
const ROW_HEIGHT = 22;
/** Rows beyond the visible ones, so that scrolling shows no gaps. */
const SPARE_ROWS = 10;
const EMPTY: GridContent = { columns: [], rows: [], sort: null, totals: [] };

/** The ops as an ARIA grid that makes only the rows that can be seen; the keyboard moves from cell to cell. */
export class OpGrid {
  readonly element = make('div', 'op-grid');
  readonly #head = make('div', 'op-head');
  readonly #body = make('div', 'op-rows');
  readonly #foot = make('div', 'op-foot');
  readonly #words: GraphWords;
  readonly #events: GridEvents;
  readonly #cursor: GridCursor;
  #content: GridContent = EMPTY;
  #isSelected: (row: OpTableRow) => boolean = () => false;
  /** The rows that are made, by their place in the order shown. */
  readonly #made = new Map<number, HTMLElement>();

  constructor(words: GraphWords, events: GridEvents) {
    this.#words = words;
    this.#events = events;
    this.element.tabIndex = 0;
    this.element.setAttribute('role', 'grid');
    this.element.setAttribute('aria-label', words.tableGrid);
    this.element.setAttribute('aria-readonly', 'true');
    this.element.setAttribute('aria-multiselectable', 'true');
    for (const group of [this.#head, this.#body, this.#foot]) group.setAttribute('role', 'rowgroup');
    this.element.append(this.#head, this.#body, this.#foot);
    this.#cursor = new GridCursor(this.element, {
      size: () => [this.#content.rows.length + this.#content.totals.length + 1, this.#content.columns.length],
      page: () => Math.max(1, Math.floor(this.#room() / ROW_HEIGHT) - 1),
      moved: (row) => {
        this.reveal(row - 1);
        this.#render();
        this.#cursor.cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      },
      pressed: (row, column, focus) => {
        this.#press(row, column, focus);
      },
      left: () => {
        events.left();
      },
    });
    this.#listen();
  }

  get scroll(): { readonly top: number; readonly left: number } {
    return { top: this.element.scrollTop, left: this.element.scrollLeft };
  }

  set scroll({ top, left }) {
    this.element.scrollTop = top;
    this.element.scrollLeft = left;
    this.#render();
  }

  show(content: GridContent): void {
    this.#content = content;
    const { columns, rows, totals } = content;
    this.element.setAttribute('aria-rowcount', String(rows.length + totals.length + 1));
    this.element.setAttribute('aria-colcount', String(columns.length));
    const widths = columnWidths(content);
    this.element.style.setProperty('--columns', widths.join(' '));
    this.element.style.setProperty('--width', `calc(${['0px', ...widths].join(' + ')})`);
    this.#body.style.height = `${rows.length * ROW_HEIGHT}px`;
    this.#head.replaceChildren(headerRow(content, this.#words));
    this.#foot.replaceChildren(...totals.map((cells, at) => totalRow(columns, cells, rows.length + 2 + at)));
    this.element.style.setProperty('--foot', `${totals.length * ROW_HEIGHT}px`);
    this.#cursor.clamp();
    this.#render(true);
  }

  select(isSelected: (row: OpTableRow) => boolean): void {
    this.#isSelected = isSelected;
    this.#render(true);
  }

  /** Scrolls as little as needed. */
  reveal(at: number): void {
    const { rows } = this.#content;
    if (at < 0 || at >= rows.length) return;
    const [top, room] = [at * ROW_HEIGHT, this.#room()];
    const { scrollTop } = this.element;
    if (top < scrollTop) this.element.scrollTop = top;
    else if (top + ROW_HEIGHT > scrollTop + room) this.element.scrollTop = top + ROW_HEIGHT - room;
  }

  /** The height that is left for rows between the header and the totals. */
  #room(): number {
    return this.element.clientHeight - ROW_HEIGHT * (1 + this.#content.totals.length);
  }

  /** Makes the rows that can be seen; those that are there stay, so that scrolling makes only the new ones. */
  #render(again = false): void {
    const { rows } = this.#content;
    const from = Math.max(0, Math.floor(this.element.scrollTop / ROW_HEIGHT) - SPARE_ROWS);
    const to = Math.min(rows.length, from + Math.ceil(this.#room() / ROW_HEIGHT) + 2 * SPARE_ROWS);
    const wanted = new Set(Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at));
    // The cell that the keyboard is on has to exist, wherever a wheel has scrolled to.
    const active = this.#cursor.row - 1;
    if (active >= 0 && active < rows.length) wanted.add(active);
    for (const [at, element] of this.#made) {
      if (!again && wanted.has(at)) continue;
      element.remove();
      this.#made.delete(at);
    }
    // In their order, for whoever reads one after the other.
    const first = Math.min(...this.#made.keys());
    const added = [...wanted].filter((at) => !this.#made.has(at));
    const [before, after] = [added.filter((at) => at < first), added.filter((at) => at >= first)];
    this.#body.prepend(...before.map((at) => this.#make(at)));
    this.#body.append(...after.map((at) => this.#make(at)));
    this.#cursor.show();
  }

  #make(at: number): HTMLElement {
    const { columns, rows } = this.#content;
    const row = rows[at];
    if (row === undefined) throw new Error(`there is no row ${at}`);
    const element = opRow(columns, row, at, this.#isSelected(row));
    element.style.top = `${at * ROW_HEIGHT}px`;
    this.#made.set(at, element);
    return element;
  }

  #press(row: number, column: number, focus: boolean): void {
    const { columns, rows } = this.#content;
    const pressed = columns[column];
    const op = rows[row - 1];
    if (row === 0 && pressed !== undefined) this.#events.sorted(pressed);
    else if (op !== undefined) this.#events.chosen(op, focus);
  }

  #listen(): void {
    this.element.addEventListener('scroll', () => {
      this.#render();
      this.#events.scrolled();
    });
    new ResizeObserver(() => {
      this.#render();
    }).observe(this.element);
  }
}

const WIDEST_PATH = 34;
const SORT_SIGN = 2;

/** Wide enough for the longest text; a path leaves room for the rest in a narrow pane. */
function columnWidths({ columns, rows, totals }: GridContent): string[] {
  return columns.map((column, at) => {
    const texts = [...rows.map((row) => column.text(row)), ...totals.map((cells) => cells[at] ?? '')];
    const longest = texts.reduce((most, { length }) => Math.max(most, length), 0);
    const width = Math.max(longest, column.title.length + SORT_SIGN);
    return column.id === 'path'
      ? `min(${Math.min(width, WIDEST_PATH)}ch + 14px, 48cqw)`
      : `calc(${width}ch + 14px)`;
  });
}
