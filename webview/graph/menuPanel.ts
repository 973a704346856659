import { make } from './make.ts';
import { withCode } from './withCode.ts';

/** One line of a menu. What is known of it later is put in with `MenuPanel.tell`. */
export interface MenuEntry {
  readonly label: string;
  /** Leads to a further step. */
  readonly opens?: boolean;
  /** Why it cannot be chosen; '' where it can. */
  readonly reason?: string;
  /** The first of a group of its own. */
  readonly startsGroup?: boolean;
  /** Of what is on or off: which of both. */
  readonly isOn?: boolean | undefined;
  /** One of several of which only one is on. */
  readonly isOneOf?: boolean;
  readonly chosen: () => void;
}

/** What is said below a label. */
export interface EntryWords {
  readonly detail: string;
  readonly error: string;
}

export interface MenuEvents {
  /** Escape, a press beside the menu, or the keyboard went elsewhere. */
  closed(): void;
  /** Arrow left. */
  back(): void;
}

/** A menu over the drawing: arrows, Home, End, the first letters of a label, Enter, Escape. */
export class MenuPanel {
  readonly element = make('div', 'menu');
  readonly #title = make('div', 'menu-title');
  readonly #body = make('div', 'menu-body');
  readonly #events: MenuEvents;
  #buttons: readonly HTMLButtonElement[] = [];
  #place = { x: 0, y: 0 };
  /** Browsers say that a pointer moved where what lies below it did. */
  #pointer = { x: -1, y: -1 };
  #isMoved = false;
  #typed = '';
  #typedTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(events: MenuEvents) {
    this.#events = events;
    this.element.hidden = true;
    this.element.append(this.#title, this.#body);
    this.element.addEventListener('keydown', (event) => {
      // The editor's own keys go on to the editor.
      if (this.#key(event)) event.preventDefault();
    });
    this.element.addEventListener('contextmenu', (event) => {
      event.preventDefault();
    });
    this.element.addEventListener('focusout', ({ relatedTarget }) => {
      const isLeft = relatedTarget instanceof Node && !this.element.contains(relatedTarget);
      if (isLeft && this.isOpen) this.#events.closed();
    });
    const track = ({ clientX: x, clientY: y }: PointerEvent): void => {
      this.#isMoved = this.#pointer.x !== x || this.#pointer.y !== y;
      this.#pointer = { x, y };
    };
    document.addEventListener('pointermove', track, { capture: true });
    document.addEventListener('pointerdown', track, { capture: true });
    document.addEventListener('pointerdown', (event) => {
      const isBeside = !this.element.hidden && !this.element.contains(event.target as Node);
      if (isBeside) this.#events.closed();
    });
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  openAt(x: number, y: number): void {
    this.#place = { x, y };
    this.element.hidden = false;
  }

  close(): void {
    this.element.hidden = true;
    this.#body.replaceChildren();
  }

  /** A line of text in place of a list. */
  showText(title: string, text: string): void {
    const line = make('p', 'menu-text');
    line.append(...withCode(text));
    this.#show(title, [line]);
    this.element.tabIndex = -1;
    this.element.focus();
  }

  showEntries(title: string, entries: readonly MenuEntry[]): void {
    this.#typed = '';
    const list = make('div', 'menu-list');
    list.setAttribute('role', 'menu');
    list.setAttribute('aria-label', title);
    this.#show(title, [list]);
    this.#buttons = entries.map((entry) => this.#entry(entry));
    list.append(...this.#buttons);
    this.#fit();
    this.#buttons[0]?.focus();
  }

  /** Elements of the caller's own, the one that takes the keyboard first. */
  showForm(title: string, elements: readonly HTMLElement[], focus: HTMLElement): void {
    this.#show(title, elements);
    focus.focus();
  }

  tell(at: number, { detail, error }: EntryWords): void {
    const words = this.#buttons[at]?.querySelector('.menu-detail');
    if (words === null || words === undefined) return;
    words.replaceChildren(...withCode(error === '' ? detail : error));
    words.classList.toggle('wrong', error !== '');
  }

  /** What would be wrong, above the entries. */
  warn(title: string, text: string): void {
    const line = make('p', 'menu-text wrong');
    line.setAttribute('role', 'alert');
    line.append(...withCode(text));
    this.#body.prepend(line);
    this.lead(title);
  }

  /** A sentence above the entries. */
  lead(text: string): void {
    const line = make('p', 'menu-text');
    line.append(...withCode(text));
    this.#body.prepend(line);
    this.#fit();
  }

  #show(title: string, elements: readonly HTMLElement[]): void {
    this.#buttons = [];
    this.#title.textContent = title;
    this.#body.replaceChildren(...elements);
    this.#fit();
  }

  #entry({
    label,
    opens = false,
    reason = '',
    startsGroup = false,
    isOn,
    isOneOf = false,
    chosen,
  }: MenuEntry) {
    const button = document.createElement('button');
    button.type = 'button';
    button.tabIndex = -1;
    if (isOn === undefined) button.setAttribute('role', 'menuitem');
    else {
      button.setAttribute('role', isOneOf ? 'menuitemradio' : 'menuitemcheckbox');
      button.setAttribute('aria-checked', String(isOn));
    }
    button.classList.toggle('first-of-group', startsGroup);
    if (opens) button.setAttribute('aria-haspopup', 'menu');
    const name = make('span', 'menu-label');
    name.textContent = label;
    const detail = make('span', 'menu-detail');
    detail.append(...withCode(reason));
    button.append(name, detail);
    if (reason !== '') button.setAttribute('aria-disabled', 'true');
    button.addEventListener('click', () => {
      if (reason === '') chosen();
    });
    button.addEventListener('pointermove', () => {
      if (this.#isMoved && document.activeElement !== button) button.focus({ preventScroll: true });
    });
    return button;
  }

  /** Beside the place where it was asked for, inside the drawing. */
  #fit(): void {
    const room = this.element.parentElement;
    const [width, height] = [room?.clientWidth ?? 0, room?.clientHeight ?? 0];
    const { x, y } = this.#place;
    this.element.style.left = `${Math.max(4, Math.min(x, width - this.element.offsetWidth - 4))}px`;
    this.element.style.top = `${Math.max(4, Math.min(y, height - this.element.offsetHeight - 4))}px`;
  }

  #key(event: KeyboardEvent): boolean {
    if (event.key === 'Escape') {
      this.#events.closed();
      return true;
    }
    if (this.#buttons.length === 0) return false;
    const at = this.#buttons.findIndex((button) => button === document.activeElement);
    switch (event.key) {
      case 'ArrowDown':
        this.#focus(at + 1);
        return true;
      case 'ArrowUp':
        this.#focus(at - 1);
        return true;
      case 'Home':
        this.#focus(0);
        return true;
      case 'End':
        this.#focus(-1);
        return true;
      case 'ArrowLeft':
        this.#events.back();
        return true;
      case 'ArrowRight':
        if (this.#buttons[at]?.getAttribute('aria-haspopup') === 'menu') this.#buttons[at].click();
        return true;
      default:
        return this.#type(event, at);
    }
  }

  #focus(at: number): void {
    const { length } = this.#buttons;
    this.#buttons[(at + length) % length]?.focus();
  }

  /** To the next entry whose label begins with what is typed. */
  #type({ key, ctrlKey, altKey, metaKey }: KeyboardEvent, at: number): boolean {
    // A blank belongs to what is being typed; alone it presses the entry.
    const isBlank = key === ' ' && this.#typed === '';
    if (key.length !== 1 || isBlank || ctrlKey || altKey || metaKey) return false;
    clearTimeout(this.#typedTimer);
    this.#typedTimer = setTimeout(() => {
      this.#typed = '';
    }, 700);
    this.#typed += key.toLowerCase();
    const from = this.#typed.length === 1 ? at + 1 : at;
    const order = this.#buttons.map((_, step) => this.#buttons[(from + step) % this.#buttons.length]);
    order.find((button) => button?.textContent.toLowerCase().startsWith(this.#typed))?.focus();
    return true;
  }
}
