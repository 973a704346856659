import { type MenuEntry, MenuPanel } from './menuPanel.ts';

/** A menu below a button of the toolbar, which opens and closes it. */
export class ToolMenu {
  readonly #panel: MenuPanel;
  readonly #button: HTMLButtonElement;
  readonly #title: string;
  readonly #entries: () => readonly MenuEntry[];
  readonly #anchor: () => HTMLButtonElement;

  /**
   * @param room what the menu lies over; it keeps within it.
   * @param anchor what the menu opens below where the button itself is put away.
   */
  constructor(
    room: HTMLElement,
    button: HTMLButtonElement,
    title: string,
    entries: () => readonly MenuEntry[],
    anchor: () => HTMLButtonElement = () => button,
  ) {
    this.#button = button;
    this.#title = title;
    this.#entries = entries;
    this.#anchor = anchor;
    const close = (): void => {
      this.#close();
    };
    this.#panel = new MenuPanel({ closed: close, back: close });
    this.#panel.element.classList.add('tool-menu');
    room.append(this.#panel.element);
    button.setAttribute('aria-haspopup', 'menu');
    button.setAttribute('aria-expanded', 'false');
    let wasOpen = false;
    // A press beside the menu closes it before the click comes.
    button.addEventListener('pointerdown', () => {
      wasOpen = this.#panel.isOpen;
    });
    button.addEventListener('click', ({ detail }) => {
      // A press that was dragged off the button has no click; the keyboard's clicks have no press.
      const isByPointer = detail > 0;
      if (!isByPointer || !wasOpen) this.#open(room);
    });
  }

  #open(room: HTMLElement): void {
    const { left } = this.#anchor().getBoundingClientRect();
    this.#panel.openAt(left - room.getBoundingClientRect().left, 0);
    this.#button.setAttribute('aria-expanded', 'true');
    const entries = this.#entries().map((entry) => ({
      ...entry,
      chosen: () => {
        this.#close();
        entry.chosen();
      },
    }));
    this.#panel.showEntries(this.#title, entries);
  }

  #close(): void {
    const hadKeyboard = this.#panel.element.contains(document.activeElement);
    this.#panel.close();
    this.#button.setAttribute('aria-expanded', 'false');
    if (hadKeyboard) this.#anchor().focus();
  }
}
