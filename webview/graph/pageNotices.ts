import type { DrawingAnswer } from '../../src/protocol/graph.ts';
import { make, type PageParts } from './pageParts.ts';

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

  /** No text could be drawn yet: a word of explanation stands in the drawing's place. */
  showUndrawn(answer: DrawingAnswer): void {
    this.#range = answer.firstErrorRange;
    const reason = reasonOf(answer);
    this.#showBanner('');
    const button = this.#range === null ? '' : 'Go to the mistake';
    this.#showInstead('Not drawn yet', reason, button);
  }

  /** There is a drawing: of the text as it is, or the last that could be made, faded. */
  showDrawn(answer: DrawingAnswer): void {
    this.#range = answer.firstErrorRange;
    const more = answer.errors > 1 ? ` (and ${answer.errors - 1} more)` : '';
    const mistakes = answer.errors === 0 ? '' : `${answer.firstError}${more}`;
    const isCurrent = answer.isCurrent && answer.drawing !== null;
    this.#showBanner(
      isCurrent ? mistakes : `This is the last drawing that could be made. ${reasonOf(answer)}`,
    );
    this.#parts.canvas.classList.toggle('stale', !isCurrent);
    this.#parts.empty.hidden = true;
  }

  #showBanner(text: string): void {
    this.#parts.banner.hidden = text === '';
    this.#parts.bannerText.replaceChildren(...withCode(text));
    this.#parts.bannerButton.hidden = this.#range === null;
  }

  #showInstead(title: string, text: string, button: string): void {
    this.#parts.empty.hidden = false;
    this.#parts.emptyTitle.textContent = title;
    this.#parts.emptyText.replaceChildren(...withCode(text));
    this.#parts.emptyButton.textContent = button;
    this.#parts.emptyButton.hidden = button === '';
  }
}

function reasonOf(answer: DrawingAnswer): string {
  return answer.firstError === '' ? 'There are no layers to draw yet.' : answer.firstError;
}

/** Messages quote what stands or could stand in the text between backticks. */
function withCode(text: string): (Node | string)[] {
  return text.split('`').map((part, at) => {
    if (at % 2 === 0) return part;
    const code = make('code', '');
    code.textContent = part;
    return code;
  });
}
