import * as z from 'zod';
import type { ToGraph } from '../../src/protocol/graph.ts';
import type { OpTable, OpTableRow } from '../../src/protocol/graphOpTable.ts';
import { fill } from '../fill.ts';
import { CopyOps } from './copyOps.ts';
import { groupedFigure } from './figureText.ts';
import { button, make } from './make.ts';
import { countText, memoryText, type OpColumn, opColumns } from './opColumns.ts';
import { OpGrid } from './opGrid.ts';
import { nodeOfOp, showsOp } from './opPlaces.ts';
import { filterRows, nextSort, type OpSort, sortRows, sumRows } from './opRowsShown.ts';
import type { PageControl, PageFeature } from './pageFeature.ts';

const TAB = 'table';

const keptSchema = z.object({
  sort: z.object({ column: z.string(), isDescending: z.boolean() }).nullable(),
  question: z.string(),
  folds: z.boolean(),
  scroll: z.object({ top: z.number(), left: z.number() }),
});
type Kept = z.infer<typeof keptSchema>;

/** The tab with all ops of the net. It asks for them only while it is open. */
export class OpTablePane implements PageFeature {
  readonly kept = {
    name: TAB,
    get: (): Kept => ({
      sort: this.#sort,
      question: this.#filter.value,
      folds: this.#folds,
      scroll: this.#scroll,
    }),
    restore: (kept: unknown): void => {
      const parsed = keptSchema.safeParse(kept);
      if (parsed.success) this.#restore(parsed.data);
    },
  };
  readonly #control: PageControl;
  readonly #filter = document.createElement('input');
  readonly #fold: HTMLButtonElement;
  readonly #note = make('p', 'op-note');
  readonly #copy: CopyOps;
  readonly #grid: OpGrid;
  #table: OpTable | null = null;
  #shown: readonly OpTableRow[] = [];
  #sort: OpSort | null = null;
  #folds = true;
  /** Of the rows that come next: after a reload, and when the tab opens again. */
  #scroll = { top: 0, left: 0 };
  #isScrollDue = true;
  /** The document whose ops are asked for or shown. */
  #uri: string | null = null;
  #isAsking = false;
  #isDue = false;
  /** The selection comes from here: the table stays where it is. */
  #isChoosing = false;

  constructor(control: PageControl) {
    this.#control = control;
    const { words, parts } = control;
    this.#fold = button(words.tableFold, words.tableFoldHint);
    this.#copy = new CopyOps(control);
    this.#grid = new OpGrid(words, {
      sorted: (column) => {
        this.#sort = nextSort(this.#sort, column);
        this.#refresh();
        control.changed();
      },
      chosen: (row, focus) => {
        this.#choose(row, focus);
      },
      left: () => {
        control.focusDrawing();
      },
      scrolled: () => {
        if (parts.side.isShown(TAB) && this.#table !== null) this.#scroll = this.#grid.scroll;
        control.changed();
      },
    });
    const panel = make('div', 'op-table');
    panel.append(this.#bar(), this.#note, this.#grid.element);
    parts.side.addTab(TAB, { icon: 'table', label: words.table, hint: words.tableHint }, panel, (isShown) => {
      this.#isScrollDue = true;
      if (isShown) this.#ask();
    });
    this.#showNote();
  }

  drawn(): void {
    const { document, drawing } = this.#control.state();
    if (document?.uri !== this.#uri) {
      // After a reload the document that was shown before comes first: it keeps its place.
      if (this.#uri !== null) this.#scroll = { top: 0, left: 0 };
      this.#isScrollDue = true;
      this.#uri = document?.uri ?? this.#uri;
      this.#table = null;
      this.#refresh();
    }
    if (drawing !== null && this.#control.parts.side.isShown(TAB)) this.#ask();
  }

  selected(): void {
    // When the table is shown again its rows are asked for, and then the selection.
    if (!this.#control.parts.side.isShown(TAB)) return;
    const node = this.#control.state().selected;
    this.#grid.select((row) => node !== null && showsOp(node, row.path));
    if (node === null || this.#isChoosing) return;
    this.#grid.reveal(this.#shown.findIndex((row) => showsOp(node, row.path)));
  }

  receive(message: ToGraph): boolean {
    if (message.type === 'opsCopied') {
      this.#copy.done(message.form, message.isCopied);
      return true;
    }
    if (message.type !== 'ops') return false;
    this.#isAsking = false;
    const { document, version } = this.#control.state();
    const { uri, table } = message;
    const isOfDrawing = uri === document?.uri && (table === null || table.version === version);
    if (isOfDrawing) {
      this.#table = table;
      this.#refresh();
    }
    if (this.#isDue) this.#ask();
    return true;
  }

  /** One question at a time; what changes meanwhile leads to one more. */
  #ask(): void {
    const { document, drawing } = this.#control.state();
    this.#isDue = document !== null && drawing !== null;
    if (this.#isAsking || document === null || !this.#isDue) return;
    this.#isDue = false;
    this.#isAsking = true;
    this.#uri = document.uri;
    this.#control.host.post({ type: 'ops', uri: document.uri, folds: this.#folds });
  }

  #choose(row: OpTableRow, focus: boolean): void {
    const { drawing } = this.#control.state();
    const node = nodeOfOp(drawing?.nodes ?? [], row.path);
    this.#isChoosing = true;
    this.#control.choose(node?.id ?? null);
    this.#isChoosing = false;
    const { range } = row;
    if (range === null || this.#table === null || this.#uri === null) return;
    const { version } = this.#table;
    this.#control.host.post({ type: 'goto', uri: this.#uri, version, ...range, focus });
  }

  #refresh(): void {
    const table = this.#table;
    const columns = table === null ? [] : opColumns(table, this.#control.words);
    const filtered = filterRows(table?.rows ?? [], this.#filter.value);
    this.#shown = sortRows(filtered, this.#sort, columns);
    const totals = table === null ? [] : this.#totals(table, columns, filtered);
    this.#grid.show({ columns, rows: this.#shown, sort: this.#sort, totals });
    this.#showFold();
    this.#showNote();
    if (this.#isScrollDue && table !== null) {
      this.#grid.scroll = this.#scroll;
      this.#isScrollDue = false;
      this.selected();
    }
  }

  #totals(table: OpTable, columns: readonly OpColumn[], filtered: readonly OpTableRow[]): string[][] {
    const { words } = this.#control;
    const { totals } = table;
    const all = {
      path: fill(words.opTotal, groupedFigure(totals.ops)),
      trainable: countText(totals.trainable),
      nonTrainable: countText(totals.nonTrainable),
      macs: countText(totals.macs),
      activationBytes: memoryText(totals.activationBytes, words),
    };
    const cells = (texts: Readonly<Partial<Record<string, string>>>): string[] =>
      columns.map(({ id }) => texts[id] ?? '');
    if (filtered.length === table.rows.length) return [cells(all)];
    const { ops, figures } = sumRows(filtered);
    const sum = (figure: number | null, text: (figure: number) => string): string =>
      figure === null ? words.opSymbols : text(figure);
    const some = {
      path: fill(words.opTotalFiltered, groupedFigure(ops), groupedFigure(totals.ops)),
      trainable: sum(figures.trainable, countText),
      nonTrainable: sum(figures.nonTrainable, countText),
      macs: sum(figures.macs, countText),
      activationBytes: sum(figures.activationBytes, (bytes) => memoryText(bytes, words)),
    };
    return [cells(some), cells(all)];
  }

  #showFold(): void {
    const { words } = this.#control;
    const isFixed = this.#table?.folds === true && !this.#folds;
    this.#fold.setAttribute('aria-pressed', String(this.#folds || isFixed));
    this.#fold.disabled = isFixed;
    this.#fold.title = isFixed ? words.tableAlwaysFolded : words.tableFoldHint;
  }

  #showNote(): void {
    const { words } = this.#control;
    const isEmpty = this.#shown.length === 0;
    this.#note.hidden = !isEmpty;
    this.#grid.element.hidden = isEmpty && this.#table === null;
    this.#note.textContent = this.#table === null ? words.tableNone : words.tableNothing;
  }

  #restore({ sort, question, folds, scroll }: Kept): void {
    this.#sort = sort;
    this.#filter.value = question;
    this.#folds = folds;
    this.#scroll = scroll;
    this.#showFold();
  }

  #bar(): HTMLElement {
    const { words } = this.#control;
    const bar = make('div', 'op-bar');
    this.#filter.type = 'search';
    this.#filter.spellcheck = false;
    this.#filter.placeholder = words.tableFilterName;
    this.#filter.title = words.tableFilter;
    this.#filter.setAttribute('aria-label', words.tableFilter);
    this.#filter.addEventListener('input', () => {
      this.#refresh();
      this.#control.changed();
    });
    this.#fold.addEventListener('click', () => {
      this.#folds = !this.#folds;
      this.#showFold();
      this.#ask();
      this.#control.changed();
    });
    this.#showFold();
    bar.append(this.#filter, this.#fold, ...this.#copy.elements);
    return bar;
  }
}
