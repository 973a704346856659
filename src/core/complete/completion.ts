import type { TextRange } from '../spec/textRange.ts';

export type CompletionKind = 'kind' | 'key' | 'word' | 'value' | 'block' | 'name' | 'parameter' | 'snippet';

/** One thing that may stand at the cursor. */
export interface Completion {
  readonly kind: CompletionKind;
  readonly label: string;
  /** What it is, in a few words. */
  readonly detail: string;
  /** One or two sentences; '' where there is nothing to say. */
  readonly doc: string;
  /** What is replaced. */
  readonly range: TextRange;
  /**
   * What is written, `${1:text}` marking the places to fill in, in order. Lines after the first are indented from
   * the indentation of the line at the cursor.
   */
  readonly snippet: string;
  /** Those with a rank come before all others, the smallest first. */
  readonly rank?: number;
}

/** Offers before they have a place. */
export type Offer = Omit<Completion, 'range'>;

export function wordOffer(word: string, detail: string, doc = ''): Offer {
  return { kind: 'word', label: word, detail, doc, snippet: escapeSnippet(word) };
}

/** Text that may hold the signs of snippets. */
export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
