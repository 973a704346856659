import type { Documents, SpecDocument } from './documents.ts';
import { isDrawable } from './drawable.ts';

/** What is drawn of each document: the newest text, or the last one that can be drawn. */
export class DrawnDocuments {
  readonly #documents: Documents;
  readonly #lastGood = new Map<string, SpecDocument>();

  constructor(documents: Documents) {
    this.#documents = documents;
    documents.onClosed((uri) => this.#lastGood.delete(uri));
  }

  /** Undefined for a text that is not open; the newest one where none could be drawn yet. */
  get(uri: string): SpecDocument | undefined {
    const newest = this.#documents.get(uri);
    if (newest === undefined) return undefined;
    if (isDrawable(newest.analysis)) this.#lastGood.set(uri, newest);
    return this.#lastGood.get(uri) ?? newest;
  }
}
