import type { DrawingAnswer } from '../../src/protocol/graph.ts';
import type { PageParts } from './pageParts.ts';

interface NoticeActions {
  goto(range: { readonly start: number; readonly end: number }): void;
  openSpec(): void;
}

/** What the page says beside the drawing: the banner over it, and what stands there while there is none. */
export class PageNotices {
  readonly #parts: PageParts;
  #range: DrawingAnswer['firstErrorRange'] = null;

  constructor(parts: PageParts, actions: NoticeActions) {
    this.#parts = parts;
    parts.bannerButton.addEventListener('click', () => {
      if (this.#range !== null) actions.goto(this.#range);
    });
    parts.emptyButton.addEventListener('click', () => {
      if (this.#range === null) actions.openSpec();
      else actions.goto(this.#range);
    });
  }

  showWaiting(): void {
    this.#showInstead('Drawing…', 'The network appears here as soon as its spec has been read.', '');
  }

  showEmpty(): void {
    this.#range = null;
    this.#showBanner('');
    this.#showInstead(
      'No network to draw',
      'Open a file that ends in .resnet.yaml, and its drawing appears here and follows what you type.',
      'Open a spec',
    );
  }

  /** The text cannot be drawn: the last drawing stays, faded, or a word of explanation stands in its place. */
  showBroken(answer: DrawingAnswer, hasDrawing: boolean): void {
    this.#range = answer.firstErrorRange;
    const reason = answer.firstError === '' ? 'There are no layers to draw yet.' : answer.firstError;
    if (hasDrawing) {
      this.#showBanner(
        `The text cannot be drawn now; this is the last drawing that could be made. ${reason}`,
      );
      this.#parts.canvas.classList.add('stale');
      return;
    }
    this.#showBanner('');
    const button = this.#range === null ? '' : 'Go to the mistake';
    this.#showInstead('Not drawn yet', reason, button);
  }

  showDrawn(answer: DrawingAnswer): void {
    this.#range = answer.firstErrorRange;
    const more = answer.errors > 1 ? ` (and ${answer.errors - 1} more)` : '';
    this.#showBanner(answer.errors === 0 ? '' : `${answer.firstError}${more}`);
    this.#parts.canvas.classList.remove('stale');
    this.#parts.empty.hidden = true;
  }

  #showBanner(text: string): void {
    this.#parts.banner.hidden = text === '';
    this.#parts.bannerText.textContent = text;
    this.#parts.bannerButton.hidden = this.#range === null;
  }

  #showInstead(title: string, text: string, button: string): void {
    this.#parts.empty.hidden = false;
    this.#parts.emptyTitle.textContent = title;
    this.#parts.emptyText.textContent = text;
    this.#parts.emptyButton.textContent = button;
    this.#parts.emptyButton.hidden = button === '';
  }
}
