import type { TrainingWords } from '../../src/protocol/trainingWords.ts';
import type { FigureText } from './figures.ts';
import type { Host } from './host.ts';

/** Everything on the page but the curves. */
export interface PageContent {
  readonly title: string;
  readonly state: { readonly id: string; readonly word: string } | null;
  readonly canStop: boolean;
  readonly canPause: boolean;
  readonly canContinue: boolean;
  readonly canResume: boolean;
  readonly hasRun: boolean;
  readonly setting: string;
  /** 0 to 1; null hides the bar. */
  readonly share: number | null;
  readonly figures: readonly FigureText[];
  readonly notices: readonly string[];
  readonly problem: string | null;
  /** In place of the curves. */
  readonly hint: string | null;
}

type PageAction = 'stop' | 'pause' | 'continue' | 'resume' | 'openSpec' | 'openFolder';

/** The elements of the page, made once and filled anew with each frame. */
export class PageParts {
  readonly charts = element('div', 'charts');
  readonly #title = element('h1', 'title');
  readonly #state = element('span', 'state');
  readonly #stop = element('button', 'primary');
  readonly #pause = element('button', 'secondary');
  readonly #continue = element('button', 'primary');
  readonly #resume = element('button', 'primary');
  readonly #spec = element('button', 'secondary');
  readonly #folder = element('button', 'secondary');
  readonly #setting = element('p', 'setting');
  readonly #progress = element('progress', 'progress');
  readonly #figures = element('dl', 'figures');
  readonly #notices = element('ul', 'notices');
  readonly #problem = element('p', 'problem');
  readonly #hint = element('p', 'hint');

  constructor(root: HTMLElement, words: TrainingWords, host: Host) {
    const post = (button: HTMLElement, text: string, type: PageAction): void => {
      button.textContent = text;
      button.addEventListener('click', () => {
        host.post({ type });
      });
    };
    post(this.#stop, words.stop, 'stop');
    post(this.#pause, words.pause, 'pause');
    post(this.#continue, words.continue, 'continue');
    post(this.#resume, words.resume, 'resume');
    post(this.#spec, words.openSpec, 'openSpec');
    post(this.#folder, words.openFolder, 'openFolder');
    this.#problem.setAttribute('role', 'alert');
    this.#state.setAttribute('role', 'status');
    this.#progress.max = 1;
    this.#progress.setAttribute('aria-label', words.share);
    const header = element('header', 'header');
    const buttons = element('div', 'buttons');
    buttons.append(this.#continue, this.#stop, this.#pause, this.#resume, this.#spec, this.#folder);
    header.append(this.#title, this.#state, buttons);
    root.append(
      header,
      this.#setting,
      this.#progress,
      this.#problem,
      this.#notices,
      this.#figures,
      this.#hint,
      this.charts,
    );
  }

  show(content: PageContent): void {
    setText(this.#title, content.title);
    setText(this.#state, content.state?.word ?? '');
    this.#state.dataset['state'] = content.state?.id ?? '';
    this.#state.hidden = content.state === null;
    this.#stop.hidden = !content.canStop;
    this.#pause.hidden = !content.canPause;
    this.#continue.hidden = !content.canContinue;
    this.#resume.hidden = !content.canResume;
    this.#spec.hidden = !content.hasRun;
    this.#folder.hidden = !content.hasRun;
    setText(this.#setting, content.setting);
    this.#progress.hidden = content.share === null;
    this.#progress.value = content.share ?? 0;
    setText(this.#problem, content.problem ?? '');
    this.#problem.hidden = content.problem === null;
    setText(this.#hint, content.hint ?? '');
    this.#hint.hidden = content.hint === null;
    this.charts.hidden = content.hint !== null;
    fill(this.#notices, content.notices, (notice) => [['li', notice]]);
    this.#notices.hidden = content.notices.length === 0;
    fill(this.#figures, content.figures, (figure) => [
      ['dt', figure.label],
      ['dd', figure.value],
    ]);
  }
}

function element<K extends keyof HTMLElementTagNameMap>(tag: K, className: string): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  return made;
}

/** Leaves equal text alone, so that a selection in it survives. */
function setText(target: Element, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

/** Gives each entry its child elements, reusing those that are there. */
function fill<T>(
  parent: HTMLElement,
  entries: readonly T[],
  parts: (entry: T) => readonly (readonly [string, string])[],
): void {
  const wanted = entries.map((entry) => ({ parts: parts(entry) }));
  while (parent.children.length > wanted.length) parent.lastElementChild?.remove();
  wanted.forEach((group, i) => {
    const isPair = group.parts.length > 1;
    const existing = parent.children[i];
    const holder = existing ?? document.createElement(isPair ? 'div' : (group.parts[0]?.[0] ?? 'div'));
    if (existing === undefined) {
      if (isPair) for (const [tag] of group.parts) holder.append(document.createElement(tag));
      parent.append(holder);
    }
    group.parts.forEach(([, text], k) => {
      const target = isPair ? holder.children[k] : holder;
      if (target !== undefined) setText(target, text);
    });
  });
}
