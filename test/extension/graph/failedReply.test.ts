import { expect, it } from 'vitest';
import { failedReply } from '../../../src/extension/graph/failedReply.ts';
import { type FromGraph, toGraphSchema } from '../../../src/protocol/graph.ts';

const WHY = 'The server is gone.';
const excerpt = { range: { start: 0, end: 8 }, indent: 2, text: 'conv: 16' };
const tried = { uri: 'file:///a', version: 3, excerpt, text: 'conv: 17' };

const WAITED_FOR: readonly (readonly [FromGraph, object])[] = [
  [
    { type: 'inspect', id: 4, uri: 'file:///a', version: 3, offset: 0 },
    { type: 'inspected', id: 4, answer: null },
  ],
  [
    { type: 'tryText', id: 5, ...tried },
    { type: 'tried', id: 5, answer: null },
  ],
  [
    { type: 'completeText', id: 6, ...tried, offset: 2 },
    { type: 'completed', id: 6, answer: null },
  ],
  [
    { type: 'replaceText', id: 7, ...tried },
    { type: 'replaced', id: 7, done: false },
  ],
  [
    { type: 'designAsk', question: 8, uri: 'file:///a', version: 3, ids: ['a'], ask: { kind: 'offers' } },
    { type: 'designAnswer', question: 8, answer: { kind: 'refused', reason: WHY } },
  ],
  [
    { type: 'ops', uri: 'file:///a', folds: false },
    { type: 'ops', uri: 'file:///a', table: null },
  ],
  [
    { type: 'copyOps', uri: 'file:///a', form: 'csv' },
    { type: 'opsCopied', form: 'csv', isCopied: false },
  ],
];

it.each(WAITED_FOR)('ends the wait of the page for $type', (question, reply) => {
  expect(failedReply(question, WHY)).toEqual(reply);
  expect(toGraphSchema.safeParse(reply).success).toBe(true);
});

it('has nothing for what the page does not wait for', () => {
  expect(failedReply({ type: 'export' }, WHY)).toBeNull();
  expect(failedReply({ type: 'openSpec' }, WHY)).toBeNull();
});
