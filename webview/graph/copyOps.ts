import type { OpsForm } from '../../src/protocol/graphOpTable.ts';
import type { GraphWords } from '../../src/protocol/graphWords.ts';
import { icon } from './icons.ts';
import { iconButton, make } from './make.ts';
import type { PageControl } from './pageFeature.ts';

/** How long a button says that its text was copied, in milliseconds. */
const SAID_FOR = 2500;

/** The buttons that copy the table of ops. What was copied is ticked there; a screen reader hears it. */
export class CopyOps {
  readonly elements: readonly HTMLElement[];
  readonly #buttons: Readonly<Record<OpsForm, HTMLButtonElement>>;
  readonly #status = make('span', 'unseen');
  readonly #words: GraphWords;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor({ words, host, state }: PageControl) {
    this.#words = words;
    this.#status.setAttribute('role', 'status');
    const copy = (form: OpsForm, label: string, word: string, hint: string): HTMLButtonElement => {
      const element = iconButton('copy', label, hint);
      element.append(word);
      element.addEventListener('click', () => {
        this.#reset();
        const { document } = state();
        if (document !== null) host.post({ type: 'copyOps', uri: document.uri, form });
      });
      return element;
    };
    this.#buttons = {
      csv: copy('csv', words.tableCsv, words.tableCsvName, words.tableCsvHint),
      markdown: copy('markdown', words.tableMarkdown, words.tableMarkdownName, words.tableMarkdownHint),
    };
    this.elements = [...Object.values(this.#buttons), this.#status];
  }

  /** @param isCopied false: that is said for all to see, and stays. */
  done(form: OpsForm, isCopied: boolean): void {
    this.#reset();
    this.#status.classList.toggle('unseen', isCopied);
    this.#status.textContent = isCopied ? this.#words.tableCopied : this.#words.tableNotCopied;
    if (!isCopied) return;
    this.#buttons[form].firstElementChild?.replaceWith(icon('done'));
    this.#timer = setTimeout(() => {
      this.#reset();
    }, SAID_FOR);
  }

  #reset(): void {
    clearTimeout(this.#timer);
    this.#status.textContent = '';
    for (const each of Object.values(this.#buttons)) each.firstElementChild?.replaceWith(icon('copy'));
  }
}
