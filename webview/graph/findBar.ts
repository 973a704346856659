import type { DrawingNode } from '../../src/core/drawing/drawing.ts';
import { fill } from '../fill.ts';
import { findNodes } from './findNodes.ts';
import type { IconName } from './icons.ts';
import { iconButton, make } from './make.ts';
import type { PageControl, PageFeature } from './pageFeature.ts';

/** Finds what is drawn by its name, kind or shape, with the next and the one before. */
export class FindBar implements PageFeature {
  readonly #control: PageControl;
  readonly #bar = make('div', 'find');
  readonly #input = document.createElement('input');
  readonly #count = make('span', 'find-count');
  #found: readonly DrawingNode[] = [];
  /** Which of them is chosen; −1 for none. */
  #at = -1;

  constructor(control: PageControl) {
    this.#control = control;
    const { words, parts } = control;
    this.#input.type = 'text';
    this.#input.spellcheck = false;
    this.#input.placeholder = words.findPlaceholder;
    this.#input.setAttribute('aria-label', words.findPlaceholder);
    this.#count.setAttribute('role', 'status');
    this.#bar.setAttribute('role', 'search');
    this.#bar.hidden = true;
    this.#bar.append(
      this.#input,
      this.#count,
      findButton('up', words.findPrevious, () => {
        this.#step(-1);
      }),
      findButton('down', words.findNext, () => {
        this.#step(1);
      }),
      findButton('close', words.findClose, () => {
        this.#close();
      }),
    );
    parts.stage.append(this.#bar);
    const pressed = (): void => {
      this.#open();
    };
    parts.toolbar.add({ group: 'tool', icon: 'find', text: words.find, hint: words.findHint, pressed });
    this.#input.addEventListener('input', () => {
      this.#search(true);
    });
    this.#bar.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#close();
      else if (event.key === 'Enter' && event.target === this.#input) this.#step(event.shiftKey ? -1 : 1);
      else return;
      event.preventDefault();
    });
  }

  key(event: KeyboardEvent): boolean {
    const isFind = event.key === '/' || (event.key === 'f' && (event.ctrlKey || event.metaKey));
    if (isFind) this.#open();
    return isFind;
  }

  /** What was found may be gone, or more of it there; nothing moves because of it. */
  drawn(): void {
    if (!this.#bar.hidden) this.#search(false);
  }

  #open(): void {
    if (this.#control.state().drawing === null) return;
    this.#bar.hidden = false;
    this.#input.focus();
    this.#input.select();
    this.#search(false);
  }

  #close(): void {
    this.#bar.hidden = true;
    this.#control.mark([]);
    this.#control.focusDrawing();
  }

  #search(choose: boolean): void {
    const { selected, drawing } = this.#control.state();
    const chosen = selected?.id;
    this.#found = findNodes(drawing?.nodes ?? [], this.#input.value);
    this.#control.mark(this.#found.map(({ id }) => id));
    this.#at = this.#found.findIndex(({ id }) => id === chosen);
    if (choose && this.#at < 0 && this.#found.length > 0) this.#step(1);
    else this.#showCount();
  }

  #step(by: 1 | -1): void {
    const { length } = this.#found;
    if (length > 0) {
      this.#at = this.#at < 0 ? (by > 0 ? 0 : length - 1) : (this.#at + by + length) % length;
      this.#control.choose(this.#found[this.#at]?.id ?? null);
    }
    this.#showCount();
  }

  #showCount(): void {
    const { words } = this.#control;
    const isAsked = this.#input.value.trim() !== '';
    const nothing = isAsked && this.#found.length === 0;
    this.#bar.classList.toggle('nothing', nothing);
    if (!isAsked) this.#count.textContent = '';
    else if (nothing) this.#count.textContent = words.findNothing;
    else this.#count.textContent = fill(words.findCount, this.#at + 1, this.#found.length);
  }
}

function findButton(picture: IconName, hint: string, pressed: () => void): HTMLButtonElement {
  const element = iconButton(picture, hint, hint);
  element.addEventListener('click', pressed);
  return element;
}
