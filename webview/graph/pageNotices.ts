import type { DrawingAnswer, ToGraph } from '../../src/protocol/graph.ts';
import type { GraphWords } from '../../src/protocol/graphWords.ts';
import { fill } from '../fill.ts';

import type { PageParts } from './pageParts.ts';
import { withCode } from './withCode.ts';

interface NoticeActions {
  /** @param version of the text that the range is in. */
  goto(range: { readonly start: number; readonly end: number }, version: number): void;
  openSpec(): void;
}

/** What the page says beside the drawing: the banner over it, and what stands there while there is none. */
export class PageNotices {
  readonly #parts: PageParts;
  readonly #words: GraphWords;
  #range: DrawingAnswer['errorRange'] = null;
  #version = 0;

  constructor(parts: PageParts, words: GraphWords, actions: NoticeActions) {
    this.#parts = parts;
    this.#words = words;
    parts.bannerButton.addEventListener('click', () => {
      if (this.#range !== null) actions.goto(this.#range, this.#version);
    });
    parts.emptyButton.addEventListener('click', () => {
      if (this.#range === null) actions.openSpec();
      else actions.goto(this.#range, this.#version);
    });
  }

  showWaiting(): void {
    this.#showInstead(this.#words.waiting, this.#words.waitingHint, '');
  }

  showEmpty(): void {
    this.#range = null;
    this.#showBanner('');
    const { empty, emptyHint, openSpec } = this.#words;
    this.#showInstead(empty, emptyHint, openSpec);
  }

  /** No text could be drawn yet: a word of explanation stands in the drawing's place. */
  showUndrawn(answer: DrawingAnswer): void {
    this.#range = answer.errorRange;
    this.#version = answer.newestVersion;
    const reason = this.#reasonOf(answer);
    this.#showBanner('');
    const button = this.#range === null ? '' : this.#words.goToMistake;
    this.#showInstead(this.#words.undrawn, reason, button);
  }

  /** There is a drawing: of the text as it is, or the last that could be made, faded. */
  showDrawn(answer: DrawingAnswer): void {
    this.#range = answer.errorRange;
    this.#version = answer.newestVersion;
    const isCurrent = answer.isCurrent && answer.drawing !== null;
    this.#showBanner(
      isCurrent ? this.#mistakesOf(answer) : fill(this.#words.lastDrawing, this.#reasonOf(answer)),
    );
    this.#parts.canvas.classList.toggle('stale', !isCurrent);
    this.#parts.empty.hidden = true;
    this.#parts.canvas.inert = false;
    this.#parts.toolbar.enable(true);
  }

  /** What should be drawn cannot be found out. @param isDrawn something stands there, which stays. */
  showFailed({ document, reason }: Extract<ToGraph, { type: 'failed' }>, isDrawn: boolean): void {
    this.#range = null;
    const text = fill(this.#words.failed, document.name, reason);
    this.#showBanner(isDrawn ? text : '');
    if (!isDrawn) this.#showInstead(this.#words.undrawn, text, '');
  }

  #reasonOf(answer: DrawingAnswer): string {
    return answer.error === '' ? this.#words.noLayers : answer.error;
  }

  #mistakesOf({ errors, error }: DrawingAnswer): string {
    if (errors === 0) return '';
    return errors === 1 ? error : fill(this.#words.moreMistakes, error, errors - 1);
  }

  #showBanner(text: string): void {
    this.#parts.banner.hidden = text === '';
    this.#parts.bannerText.replaceChildren(...withCode(text));
    this.#parts.bannerButton.hidden = this.#range === null;
  }

  #showInstead(title: string, text: string, button: string): void {
    this.#parts.empty.hidden = false;
    // What lies below is of no use to the keyboard either.
    this.#parts.canvas.inert = true;
    // It stays where it is, so that nothing jumps when the drawing comes.
    this.#parts.toolbar.enable(false);
    this.#parts.emptyTitle.textContent = title;
    this.#parts.emptyText.replaceChildren(...withCode(text));
    this.#parts.emptyButton.textContent = button;
    this.#parts.emptyButton.hidden = button === '';
  }
}
