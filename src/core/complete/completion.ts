import { type Message, message } from '../diagnostics/message.ts';
import type { TextRange } from '../spec/textRange.ts';

export type CompletionKind = 'kind' | 'key' | 'word' | 'value' | 'block' | 'name' | 'parameter' | 'snippet';

/** One thing that may stand at the cursor. */
export interface Completion {
  readonly kind: CompletionKind;
  readonly label: string;
  /** What it is, in a few words. */
  readonly detail: Message;
  /** Paragraphs of one or two sentences; none where there is nothing to say. */
  readonly doc: readonly Message[];
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

export function wordOffer(word: string, detail: Message, doc: readonly Message[] = []): Offer {
  return { kind: 'word', label: word, detail, doc, snippet: escapeSnippet(word) };
}

/** What stands in a spec, in every language the same. */
export function verbatim(text: string): Message {
  return message('{text}', { text });
}

/** One of the sentences that the language's tables hold. */
export function paragraph(text: string | undefined): readonly Message[] {
  return text === undefined || text === '' ? [] : [message(text)];
}

/** Text that may hold the signs of snippets. */
export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
