import type { GraphPageState } from '../../src/protocol/graph.ts';
import type { GraphWords } from '../../src/protocol/graphWords.ts';
import type { IconName } from './icons.ts';
import { make } from './make.ts';
import type { Toolbar } from './toolbar.ts';

type Kept = GraphPageState['side'];

interface Tab {
  readonly panel: HTMLElement;
  readonly button: HTMLButtonElement;
  readonly shown: (isShown: boolean) => void;
}

/** In pixels. The style sheet lets it take no more than three quarters of the panel. */
const [SMALLEST, LARGEST] = [180, 2000];
const STEP = 24;

/**
 * The pane beside the drawing, or below it in a narrow panel: one tab a feature, each with a button in the
 * toolbar. It tells the page when it takes or gives back room.
 */
export class SidePane {
  readonly element = make('aside', 'side');
  readonly #bar = make('div', 'sash');
  readonly #tabs = new Map<string, Tab>();
  readonly #toolbar: Toolbar;
  readonly #changed: () => void;
  #tab: string | null = null;
  #width = 340;

  constructor(words: GraphWords, toolbar: Toolbar, changed: () => void) {
    this.#toolbar = toolbar;
    this.#changed = changed;
    this.element.hidden = true;
    this.#bar.tabIndex = 0;
    this.#bar.setAttribute('role', 'separator');
    this.#bar.setAttribute('aria-label', words.sashHint);
    this.#bar.setAttribute('aria-valuemin', String(SMALLEST));
    this.#bar.setAttribute('aria-valuemax', String(LARGEST));
    this.element.append(this.#bar);
    this.#resize(this.#width);
    this.#listen();
  }

  /** @param shown is told whenever the tab comes and goes. */
  addTab(
    id: string,
    words: { readonly label: string; readonly hint: string; readonly icon: IconName },
    panel: HTMLElement,
    shown: (isShown: boolean) => void = () => undefined,
  ): void {
    const tool = this.#toolbar.add({
      group: 'side',
      icon: words.icon,
      text: words.label,
      hint: words.hint,
      pressed: () => {
        this.show(this.#tab === id ? null : id);
      },
    });
    tool.setAttribute('aria-pressed', 'false');
    panel.hidden = true;
    panel.classList.add('side-panel');
    panel.setAttribute('role', 'region');
    panel.setAttribute('aria-label', words.label);
    this.element.append(panel);
    this.#tabs.set(id, { panel, button: tool, shown });
  }

  isShown(id: string): boolean {
    return this.#tab === id;
  }

  /** Null for none. */
  show(id: string | null): void {
    if (id === this.#tab) return;
    const before = this.#tab === null ? undefined : this.#tabs.get(this.#tab);
    this.#tab = id;
    for (const [name, { panel, button }] of this.#tabs) {
      panel.hidden = name !== id;
      button.setAttribute('aria-pressed', String(name === id));
    }
    this.element.hidden = id === null;
    this.#changed();
    before?.shown(false);
    if (id !== null) this.#tabs.get(id)?.shown(true);
  }

  get kept(): Kept {
    return { tab: this.#tab, width: this.#width };
  }

  restore({ tab, width }: Kept): void {
    this.#resize(width);
    if (tab !== null && this.#tabs.has(tab)) this.show(tab);
  }

  #resize(width: number): void {
    this.#width = Math.min(Math.max(SMALLEST, width), LARGEST);
    this.element.style.setProperty('--side', `${this.#width}px`);
    this.#bar.setAttribute('aria-valuenow', String(Math.round(this.#width)));
  }

  #isBelow(): boolean {
    const row = this.element.parentElement;
    return row !== null && getComputedStyle(row).flexDirection === 'column';
  }

  #listen(): void {
    this.#bar.addEventListener('pointerdown', (event) => {
      this.#bar.setPointerCapture(event.pointerId);
      event.preventDefault();
    });
    this.#bar.addEventListener('pointermove', (event) => {
      if (!this.#bar.hasPointerCapture(event.pointerId)) return;
      const { right, bottom } = this.element.getBoundingClientRect();
      this.#resize(this.#isBelow() ? bottom - event.clientY : right - event.clientX);
    });
    this.#bar.addEventListener('lostpointercapture', () => {
      this.#changed();
    });
    this.#bar.addEventListener('keydown', ({ key }) => {
      const steps: Record<string, number> = {
        ArrowLeft: STEP,
        ArrowUp: STEP,
        ArrowRight: -STEP,
        ArrowDown: -STEP,
      };
      const step = steps[key];
      if (step === undefined) return;
      this.#resize(this.#width + step);
      this.#changed();
    });
  }
}
