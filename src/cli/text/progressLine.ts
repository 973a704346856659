import type { Terminal } from '../terminal.ts';

/** Between two plain lines, and between two redraws of a line on a terminal. */
const PLAIN_INTERVAL_MS = 10_000;
const REDRAW_INTERVAL_MS = 100;
const ERASE_LINE = '\r\u001b[2K';

/**
 * One line that shows how far something is: redrawn in place on a terminal, elsewhere (a log file) a plain
 * line now and then.
 */
export class ProgressLine {
  readonly #terminal: Terminal;
  readonly #now: () => number;
  #shownAt = Number.NEGATIVE_INFINITY;
  #isOpen = false;

  constructor(terminal: Terminal, now: () => number) {
    this.#terminal = terminal;
    this.#now = now;
  }

  show(text: string): void {
    const { isNoteInteractive, width } = this.#terminal;
    const interval = isNoteInteractive ? REDRAW_INTERVAL_MS : PLAIN_INTERVAL_MS;
    if (this.#now() - this.#shownAt < interval) return;
    this.#shownAt = this.#now();
    if (!isNoteInteractive) {
      this.#terminal.note(`${text}\n`);
      return;
    }
    this.#terminal.note(ERASE_LINE + text.slice(0, (width ?? 80) - 1));
    this.#isOpen = true;
  }

  /** Makes room for other output. */
  clear(): void {
    if (this.#isOpen) this.#terminal.note(ERASE_LINE);
    this.#isOpen = false;
  }
}
