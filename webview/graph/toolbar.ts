import type { GraphWords } from '../../src/protocol/graphWords.ts';
import { onThemeChange } from '../onThemeChange.ts';
import type { IconName } from './icons.ts';
import { button, iconButton, make } from './make.ts';
import type { MenuEntry } from './menuPanel.ts';
import { ToolMenu } from './toolMenu.ts';

const GROUPS = ['level', 'size', 'fold', 'arrangement', 'tool', 'side'] as const;

export interface Tool {
  readonly group: (typeof GROUPS)[number];
  /** Where there is none, the word alone is shown. */
  readonly icon: IconName | null;
  readonly text: string;
  readonly hint: string;
  /** Nothing where something else listens to the button. */
  readonly pressed?: () => void;
}

type ToolName = IconName | Tool['group'];

/** What a row that is too narrow puts away into its last menu, step by step; what is not named stays longest. */
const PUT_AWAY: readonly (readonly ToolName[])[] = [
  ['export'],
  ['compare'],
  ['twin'],
  ['openAll', 'closeAll'],
  ['toTheRight'],
  ['zoomOut', 'zoomIn', 'size'],
  ['heat'],
  ['change'],
  ['fit'],
  ['inspector'],
  ['table'],
  ['find'],
  ['level'],
];

/**
 * One row of buttons, however narrow the panel: with pictures and words where both have room, else with pictures
 * alone, and what then still has no room is in the menu at its end. One stop of the Tab key; arrows lead on.
 */
export class Toolbar {
  readonly element = make('div', 'toolbar');
  readonly #groups: ReadonlyMap<Tool['group'], HTMLElement>;
  readonly #tools: { readonly tool: Tool; readonly button: HTMLButtonElement }[] = [];
  readonly #more: HTMLButtonElement;
  /** Why some cannot be used now. */
  readonly #refused = new Map<HTMLButtonElement, string>();
  #isEnabled = true;

  /** @param room what menus lie over: all below the row. */
  constructor(words: GraphWords, room: HTMLElement) {
    this.element.setAttribute('role', 'toolbar');
    this.element.setAttribute('aria-label', words.toolbar);
    const labels: Readonly<Record<Tool['group'], string>> = {
      level: words.levelGroup,
      size: words.sizeGroup,
      fold: words.foldGroup,
      arrangement: words.arrangementGroup,
      tool: words.toolGroup,
      side: words.sideGroup,
    };
    this.#groups = new Map(GROUPS.map((name) => [name, groupOf(name, labels[name])]));
    this.#more = iconButton('more', words.more, words.moreHint);
    this.element.append(...this.#groups.values(), this.#more);
    new ToolMenu(room, this.#more, words.more, () => this.#hidden());
    this.element.addEventListener('keydown', (event) => {
      if (this.#key(event.key)) event.preventDefault();
    });
    this.element.addEventListener('focusin', ({ target }) => {
      this.#stopAt(target);
    });
    new ResizeObserver(() => {
      this.#fit();
    }).observe(this.element);
    // The font may be another.
    onThemeChange(() => {
      this.#fit();
    });
  }

  add(tool: Tool): HTMLButtonElement {
    const { icon, text, hint, group, pressed } = tool;
    const element = icon === null ? button(text, hint) : iconButton(icon, text, hint);
    if (icon !== null) {
      const word = make('span', 'tool-word');
      word.textContent = text;
      element.append(word);
    }
    if (pressed !== undefined) element.addEventListener('click', pressed);
    this.#tools.push({ tool, button: element });
    this.#groups.get(group)?.append(element);
    return element;
  }

  /** Beside what stands for it: the button, or the menu that it was put away into. */
  anchorOf(element: HTMLButtonElement): HTMLButtonElement {
    return element.hidden ? this.#more : element;
  }

  enable(isEnabled: boolean): void {
    this.#isEnabled = isEnabled;
    for (const each of this.#buttons()) each.disabled = !isEnabled || this.#refused.has(each);
    this.#stopAt(null);
  }

  /** @param reason why one tool cannot be used now; '' where it can. */
  refuse(element: HTMLButtonElement, reason: string): void {
    if (reason === (this.#refused.get(element) ?? '')) return;
    const hint = this.#tools.find(({ button }) => button === element)?.tool.hint ?? '';
    if (reason === '') this.#refused.delete(element);
    else this.#refused.set(element, reason);
    element.title = reason === '' ? hint : reason;
    this.enable(this.#isEnabled);
  }

  #buttons(): HTMLButtonElement[] {
    return [...this.#tools.map(({ button }) => button), this.#more];
  }

  #fit(): void {
    for (const each of this.#buttons()) each.hidden = each === this.#more;
    this.element.classList.add('roomy');
    if (this.#isTooNarrow()) this.element.classList.remove('roomy');
    if (this.#isTooNarrow()) {
      this.#more.hidden = false;
      for (const names of PUT_AWAY) {
        for (const { tool, button } of this.#tools) {
          if (names.includes(tool.icon ?? tool.group)) button.hidden = true;
        }
        if (!this.#isTooNarrow()) break;
      }
    }
    this.#stopAt(document.activeElement);
  }

  #isTooNarrow(): boolean {
    return this.element.scrollWidth > this.element.clientWidth;
  }

  /** What was put away, in the order of the row. */
  #hidden(): MenuEntry[] {
    return GROUPS.flatMap((group) => {
      const tools = this.#tools.filter(({ tool, button }) => tool.group === group && button.hidden);
      return tools.map(({ tool, button }, nth) => ({
        label: tool.text,
        startsGroup: nth === 0,
        opens: button.hasAttribute('aria-haspopup'),
        isOn: isOn(button),
        reason: this.#refused.get(button) ?? '',
        chosen: () => {
          button.click();
        },
      }));
    });
  }

  #key(key: string): boolean {
    const stops = this.#stops();
    const at = stops.findIndex((each) => each === document.activeElement);
    const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 }[key];
    if (next === undefined || at < 0) return false;
    stops.at(next % stops.length)?.focus();
    return true;
  }

  /** What can be reached now, from left to right. */
  #stops(): HTMLButtonElement[] {
    return [...this.element.querySelectorAll<HTMLButtonElement>('button:enabled:not([hidden])')];
  }

  /** Tab comes back to where the keyboard was last. */
  #stopAt(target: EventTarget | null): void {
    const stops = this.#stops();
    const before = stops.find((each) => each === target) ?? stops.find((each) => each.tabIndex === 0);
    const stop = before ?? stops[0];
    for (const each of this.#buttons()) each.tabIndex = each === stop ? 0 : -1;
  }
}

function groupOf(name: Tool['group'], label: string): HTMLElement {
  const element = make('div', `group ${name}-group`);
  element.setAttribute('role', 'group');
  element.setAttribute('aria-label', label);
  return element;
}

/** Of what is pressed to stay; undefined for what acts once. */
function isOn(element: HTMLButtonElement): boolean | undefined {
  const pressed = element.getAttribute('aria-pressed');
  return pressed === null ? undefined : pressed === 'true';
}
