import type { Message } from '../diagnostics/message.ts';
import type { TextRange } from '../spec/textRange.ts';

/** What a hover says. Code stands in backquotes, arithmetic in plain text. */
export interface Explanation {
  /** The words that are explained. */
  readonly range: TextRange;
  readonly title: Message;
  /** One line each, the most important first. */
  readonly facts: readonly Message[];
}
