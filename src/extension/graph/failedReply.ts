import type { FromGraph, ToGraph } from '../../protocol/graph.ts';

/**
 * What the page gets in place of the answer for which it waits, where that could not be found out. Null where it
 * waits for none. @param reason a sentence.
 */
export function failedReply(message: FromGraph, reason: string): ToGraph | null {
  switch (message.type) {
    case 'inspect':
      return { type: 'inspected', id: message.id, answer: null };
    case 'tryText':
      return { type: 'tried', id: message.id, answer: null };
    case 'completeText':
      return { type: 'completed', id: message.id, answer: null };
    case 'replaceText':
      return { type: 'replaced', id: message.id, done: false };
    case 'designAsk':
      return { type: 'designAnswer', question: message.question, answer: { kind: 'refused', reason } };
    case 'ops':
      return { type: 'ops', uri: message.uri, table: null };
    case 'copyOps':
      return { type: 'opsCopied', form: message.form, isCopied: false };
    default:
      return null;
  }
}
