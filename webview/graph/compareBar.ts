import type { DrawnChange } from '../../src/core/drawing/drawing.ts';
import type { ToGraph } from '../../src/protocol/graph.ts';
import type { GraphWords } from '../../src/protocol/graphWords.ts';
import { fill } from '../fill.ts';
import { changeText } from './changeText.ts';
import { button, make } from './make.ts';
import type { PageControl, PageFeature } from './pageFeature.ts';

/** Says what the drawing is compared with, what that changed in all, and what the marks mean. */
export class CompareBar implements PageFeature {
  readonly #words: GraphWords;
  readonly #bar = make('div', 'compare');
  readonly #text = make('p', '');
  readonly #legend = make('ul', 'legend');

  /** @param isFixed there is nothing else to compare with, and no way to end it. */
  constructor(control: PageControl, { isFixed = false } = {}) {
    const { words, parts } = control;
    this.#words = words;
    this.#bar.setAttribute('role', 'status');
    this.#bar.hidden = true;
    this.#legend.append(
      ...LEGEND.map(({ type, sign, word }) => {
        const entry = make('li', `change-${type}`);
        const mark = make('span', 'sign');
        mark.textContent = sign;
        entry.append(mark, words[word]);
        return entry;
      }),
    );
    this.#bar.append(this.#text, this.#legend);
    parts.addBar(this.#bar);
    if (!isFixed) this.#addChoice(control);
  }

  #addChoice({ words, parts, host }: PageControl): void {
    const stop = button(words.stopComparing, words.stopComparingHint);
    stop.addEventListener('click', () => {
      host.post({ type: 'stopComparing' });
    });
    this.#bar.append(stop);
    const pressed = (): void => {
      host.post({ type: 'compare' });
    };
    parts.toolbar.add({
      group: 'tool',
      icon: 'compare',
      text: words.compare,
      hint: words.compareHint,
      pressed,
    });
  }

  shown({ comparison }: Extract<ToGraph, { type: 'show' }>): void {
    this.#bar.hidden = comparison === null;
    if (comparison === null) return;
    const { name, totals } = comparison;
    this.#legend.hidden = totals === null;
    this.#text.textContent =
      totals === null
        ? fill(this.#words.cannotCompare, name)
        : [
            fill(this.#words.comparedWith, name),
            changeText(this.#words.comparedParameters, totals.trainable, this.#words),
            changeText(this.#words.comparedMacs, totals.macs, this.#words),
          ].join(' · ');
  }
}

const LEGEND: readonly {
  readonly type: DrawnChange;
  readonly sign: string;
  readonly word: 'legendAdded' | 'legendRemoved' | 'legendChanged' | 'legendReshaped';
}[] = [
  { type: 'added', sign: '+', word: 'legendAdded' },
  { type: 'removed', sign: '−', word: 'legendRemoved' },
  { type: 'changed', sign: '≠', word: 'legendChanged' },
  { type: 'reshaped', sign: '↔', word: 'legendReshaped' },
];
