import { analyze } from '../../src/core/analyze.ts';
import { formatMessage, type Message } from '../../src/core/diagnostics/message.ts';
import { asWritten } from '../../src/core/excerpt/excerpt.ts';
import { tryExcerpt } from '../../src/core/excerpt/tryExcerpt.ts';
import type { FromGraph } from '../../src/protocol/graph.ts';
import type { InspectorQuestion, InspectorReply } from '../../src/protocol/graphInspector.ts';
import { inspect, judge, offers } from '../../src/server/inspection.ts';

export function isInspectorQuestion(message: FromGraph): message is InspectorQuestion {
  return ['inspect', 'tryText', 'completeText', 'replaceText'].includes(message.type);
}

/** What the extension and the language server answer together, and the document's new text where there is one. */
export function answerInspector(
  question: InspectorQuestion,
  text: string,
  version: number,
): { readonly reply: InspectorReply; readonly text: string | null } {
  const { id } = question;
  const isCurrent = question.version === version;
  const analysis = analyze(text);
  const format = (message: Message): string => formatMessage(message);
  if (question.type === 'inspect') {
    const answer = isCurrent ? inspect(analysis, question.offset, format) : null;
    return { reply: { type: 'inspected', id, answer }, text: null };
  }
  const { excerpt } = question;
  if (question.type === 'replaceText') {
    const { start, end } = excerpt.range;
    const next = text.slice(0, start) + asWritten(text, excerpt, question.text) + text.slice(end);
    return { reply: { type: 'replaced', id, done: isCurrent }, text: isCurrent ? next : null };
  }
  const trial = tryExcerpt(analysis, excerpt, question.text);
  if (question.type === 'tryText') {
    return {
      reply: { type: 'tried', id, answer: isCurrent ? judge(analysis, trial, format) : null },
      text: null,
    };
  }
  const answer = isCurrent ? offers(trial, question.offset, format) : null;
  return { reply: { type: 'completed', id, answer }, text: null };
}
