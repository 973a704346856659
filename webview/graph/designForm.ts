import type { DesignPreview } from '../../src/protocol/graphDesign.ts';
import type { GraphWords } from '../../src/protocol/graphWords.ts';
import { button, make } from './make.ts';
import { withCode } from './withCode.ts';

const PREVIEW_AFTER_MS = 150;

export interface FormEvents {
  /** What the text would change, or be. */
  preview(text: string): Promise<DesignPreview | null>;
  done(text: string): void;
}

/** A text to type for an edit, with what it would change while it is typed. */
export class DesignForm {
  readonly input = document.createElement('input');
  readonly elements: readonly HTMLElement[];
  readonly #events: FormEvents;
  readonly #words: GraphWords;
  readonly #preview = make('p', 'menu-preview');
  readonly #submit: HTMLButtonElement;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Of the text that stands there now; null while that is not known. */
  #known: DesignPreview | null = null;
  #turn = 0;

  constructor(label: string, text: string, words: GraphWords, events: FormEvents) {
    this.#events = events;
    this.#words = words;
    this.input.type = 'text';
    this.input.spellcheck = false;
    this.input.value = text;
    this.input.setAttribute('aria-label', label);
    this.#preview.setAttribute('role', 'status');
    this.#submit = button(words.designDo, '');
    const row = make('form', 'menu-form');
    row.append(this.input, this.#submit);
    this.elements = [row, this.#preview];
    this.#submit.type = 'submit';
    this.#submit.disabled = true;
    this.input.addEventListener('input', () => {
      this.#known = null;
      this.#submit.disabled = true;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#look(), PREVIEW_AFTER_MS);
    });
    row.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#finish(event);
    });
    void this.#look();
  }

  async #look(): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    this.#preview.textContent = this.#words.designWait;
    const preview = await this.#events.preview(this.input.value);
    if (turn !== this.#turn || preview === null) return;
    this.#known = preview;
    this.#preview.replaceChildren(...withCode(preview.error === '' ? sayPreview(preview) : preview.error));
    this.#preview.classList.toggle('wrong', preview.error !== '');
    this.#submit.disabled = !preview.isPossible;
    this.#submit.textContent = preview.error === '' ? this.#words.designDo : this.#words.designAnyway;
  }

  /** Enter does what is right; what would be wrong takes a press of the button that says so. */
  #finish({ submitter }: SubmitEvent): void {
    const isPressed = submitter === this.#submit && document.activeElement === this.#submit;
    if (this.#known?.isPossible === true && (this.#known.error === '' || isPressed))
      this.#events.done(this.input.value);
  }
}

export function sayPreview({ summary, note }: DesignPreview): string {
  return [summary, note].filter((text) => text !== '').join('. ');
}
