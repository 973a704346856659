import type { TrainingWords } from '../../src/protocol/trainingWords.ts';
import type { SpecTextApi } from '../specText/api.ts';

export interface SpecSectionEvents {
  /** Asks for the text; `receive` takes it. */
  wanted(): void;
  opened(isOpen: boolean): void;
  load(): Promise<SpecTextApi>;
}

/** "Spec as run": closed at first. Its text and what shows it come when it is opened. */
export class SpecSection {
  readonly element = document.createElement('details');
  readonly #words: TrainingWords;
  readonly #events: SpecSectionEvents;
  readonly #notice = document.createElement('p');
  readonly #area = document.createElement('div');
  #isAsked = false;

  constructor(words: TrainingWords, events: SpecSectionEvents) {
    this.#words = words;
    this.#events = events;
    this.element.className = 'spec';
    this.#area.className = 'spec-text';
    const summary = document.createElement('summary');
    summary.textContent = words.spec;
    this.element.append(summary, this.#notice, this.#area);
    this.element.addEventListener('toggle', () => {
      events.opened(this.element.open);
      if (this.element.open) this.#ask();
    });
  }

  /** Null where the run's folder has none. */
  async receive(text: string | null): Promise<void> {
    if (text === null) {
      this.#retryLater(this.#words.specMissing);
      return;
    }
    try {
      const api = await this.#events.load();
      this.#say('');
      if (this.#area.childElementCount === 0) api.show(this.#area, text, this.#words.spec);
    } catch {
      this.#retryLater(this.#words.specTextFailed);
    }
  }

  /** A run's text never changes: once is enough. */
  #ask(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    this.#say(this.#words.specLoading);
    this.#events.wanted();
  }

  /** To close and open the section again is another attempt. */
  #retryLater(notice: string): void {
    this.#isAsked = false;
    this.#say(notice);
  }

  #say(notice: string): void {
    this.#notice.textContent = notice;
    this.#notice.hidden = notice === '';
  }
}
