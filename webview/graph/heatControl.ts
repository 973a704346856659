import type { GraphWords } from '../../src/protocol/graphWords.ts';
import { fill } from '../fill.ts';
import { HEAT_KINDS, type HeatKind, type HeatScale, heated, heatScale, shortFigure } from './heatFigures.ts';
import { make } from './make.ts';
import type { MenuEntry } from './menuPanel.ts';
import type { PageControl, PageFeature } from './pageFeature.ts';
import { HEAT_STEPS } from './shownDrawing.ts';
import { ToolMenu } from './toolMenu.ts';

const NONE = 'none';

/** The choice of what the colours of the boxes say, and the legend that goes with it. */
export class HeatControl implements PageFeature {
  readonly kept = {
    name: 'heat',
    get: (): string => this.#kind ?? NONE,
    restore: (kept: unknown): void => {
      this.#choose(HEAT_KINDS.find((kind) => kind === kept) ?? null);
    },
  };
  readonly #control: PageControl;
  readonly #button: HTMLButtonElement;
  readonly #legend = make('div', 'heat-legend');
  #kind: HeatKind | null = null;

  constructor(control: PageControl) {
    this.#control = control;
    const { words, parts } = control;
    const { toolbar, body } = parts;
    this.#button = toolbar.add({ group: 'tool', icon: 'heat', text: words.heat, hint: words.heatHint });
    new ToolMenu(
      body,
      this.#button,
      words.heat,
      () => this.#entries(),
      () => toolbar.anchorOf(this.#button),
    );
    this.#legend.hidden = true;
    this.#legend.setAttribute('role', 'region');
    this.#legend.setAttribute('aria-label', words.heatLegend);
    parts.stage.append(this.#legend);
  }

  drawn(): void {
    this.#showLegend();
  }

  #entries(): MenuEntry[] {
    const { words, changed } = this.#control;
    return [null, ...HEAT_KINDS].map((kind, nth) => ({
      label: kind === null ? words.heatNone : titleOf(kind, words),
      isOn: kind === this.#kind,
      isOneOf: true,
      startsGroup: nth === 1,
      chosen: () => {
        this.#choose(kind);
        changed();
      },
    }));
  }

  #choose(kind: HeatKind | null): void {
    this.#kind = kind;
    this.#button.classList.toggle('is-on', kind !== null);
    const { words } = this.#control;
    this.#control.paint(kind === null ? null : (drawing) => heated(drawing, kind, words));
    this.#showLegend();
  }

  #showLegend(): void {
    const kind = this.#kind;
    const { drawing } = this.#control.state();
    this.#legend.hidden = kind === null || drawing === null;
    if (kind === null || drawing === null) return;
    this.#legend.replaceChildren(...legendOf(kind, heatScale(drawing, kind), this.#control.words));
  }
}

function legendOf(kind: HeatKind, scale: HeatScale, words: GraphWords): HTMLElement[] {
  const bar = make('div', 'heat-scale');
  const steps = Array.from({ length: HEAT_STEPS + 1 }, (_, step) =>
    make('span', `heat-step heat-step${step}`),
  );
  bar.append(text('span', '0'), ...steps, text('span', topText(kind, scale, words)));
  const notes = [noteOf(kind, words), ...(scale.hasSymbols ? [words.heatSymbols] : [])];
  return [text('b', titleOf(kind, words)), bar, ...notes.map((note) => text('p', note))];
}

function topText(kind: HeatKind, { most, total }: HeatScale, words: GraphWords): string {
  const top = shortFigure(most, kind, words);
  if (total === null || total === 0) return top;
  return fill(words.heatTop, top, `${((100 * most) / total).toFixed(1)} %`);
}

function noteOf(kind: HeatKind, words: GraphWords): string {
  if (kind === 'receptiveField') return words.heatFieldNote;
  return kind === 'activationBytes' ? words.heatActivationTotals : words.heatTotals;
}

function titleOf(kind: HeatKind, words: GraphWords): string {
  return {
    trainable: words.heatTrainable,
    macs: words.heatMacs,
    activationBytes: words.heatActivations,
    receptiveField: words.heatField,
  }[kind];
}

function text(tag: string, content: string): HTMLElement {
  const element = make(tag, '');
  element.textContent = content;
  return element;
}
