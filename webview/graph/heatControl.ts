import type { GraphWords } from '../../src/protocol/graphWords.ts';
import { fill } from '../fill.ts';
import { HEAT_KINDS, type HeatKind, type HeatScale, heated, heatScale, shortFigure } from './heatFigures.ts';
import { make } from './make.ts';
import type { PageControl, PageFeature } from './pageFeature.ts';
import { HEAT_STEPS } from './shownDrawing.ts';

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
  readonly #choice = document.createElement('select');
  readonly #legend = make('div', 'heat-legend');
  #kind: HeatKind | null = null;

  constructor(control: PageControl) {
    this.#control = control;
    const { words, parts } = control;
    this.#choice.title = words.heatHint;
    this.#choice.setAttribute('aria-label', words.heat);
    for (const kind of [null, ...HEAT_KINDS]) {
      const option = document.createElement('option');
      option.value = kind ?? NONE;
      option.textContent = kind === null ? words.heatNone : titleOf(kind, words);
      this.#choice.append(option);
    }
    this.#choice.addEventListener('change', () => {
      this.#choose(HEAT_KINDS.find((kind) => kind === this.#choice.value) ?? null);
      control.changed();
    });
    this.#legend.hidden = true;
    this.#legend.setAttribute('role', 'region');
    this.#legend.setAttribute('aria-label', words.heatLegend);
    parts.tools.append(this.#choice);
    parts.stage.append(this.#legend);
  }

  drawn(): void {
    this.#showLegend();
  }

  #choose(kind: HeatKind | null): void {
    this.#kind = kind;
    this.#choice.value = kind ?? NONE;
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
