import { expect, it } from 'vitest';
import { streamRun } from '../../../src/extension/training/streamRun.ts';
import { type ToTrainingView, toTrainingViewSchema } from '../../../src/protocol/trainingView.ts';
import { FakeTrainingProcess, runFile, startEvent, stepEvent } from '../../support/fakeTrainingProcess.ts';

const NEVER = new AbortController().signal;

function play(process: FakeTrainingProcess): { messages: ToTrainingView[]; ended: Promise<void> } {
  const messages: ToTrainingView[] = [];
  const ended = streamRun(
    process,
    '/runs/1',
    (message) => messages.push(message),
    NEVER,
    (text) => text,
  );
  return { messages, ended };
}

it('sends the header, the events in batches, and the end', async () => {
  const process = new FakeTrainingProcess();
  process.stored.push({ folder: '/runs/1', file: runFile({ variant: 'deep' }) });
  const { messages, ended } = play(process);
  await Promise.resolve();
  await Promise.resolve();
  process.emit('/runs/1', startEvent());
  for (let step = 1; step <= 5000; step++) process.emit('/runs/1', stepEvent(step));
  process.end('/runs/1', { type: 'ended', reason: 'finished', accuracy: 1 });
  await ended;
  for (const message of messages) expect(toTrainingViewSchema.safeParse(message).success).toBe(true);
  expect(messages[0]).toMatchObject({ type: 'run', run: { id: 'a', variant: 'deep', folder: '/runs/1' } });
  const batches = messages.filter((message) => message.type === 'events');
  expect(batches.length).toBeLessThan(10);
  let next = 0;
  for (const batch of batches) {
    expect(batch.first).toBe(next);
    next += batch.events.length;
  }
  expect(next).toBe(5001);
  expect(messages[messages.length - 1]).toEqual({ type: 'state', id: 'a', state: 'finished', message: null });
});

it('tells the view what the run does, a pause too', async () => {
  const process = new FakeTrainingProcess();
  process.stored.push({ folder: '/runs/1', file: runFile() });
  const { messages, ended } = play(process);
  await Promise.resolve();
  await Promise.resolve();
  for (const activity of ['preparing', 'evaluating', 'pausing', 'paused', 'training', 'stopping'] as const)
    process.act('/runs/1', activity);
  process.end('/runs/1', { type: 'ended', reason: 'stopped', accuracy: 1 });
  await ended;
  const states = messages.flatMap((message) => (message.type === 'state' ? [message.state] : []));
  expect(states).toEqual([
    ...['preparing', 'running', 'pausing', 'paused', 'running', 'stopping'],
    'stopped',
  ]);
});

it('says why a run failed', async () => {
  const process = new FakeTrainingProcess();
  process.stored.push({ folder: '/runs/1', file: runFile() });
  const { messages, ended } = play(process);
  await Promise.resolve();
  await Promise.resolve();
  process.end('/runs/1', { type: 'failed', code: 'data.damaged', message: 'train-labels is cut.' });
  await ended;
  expect(messages[messages.length - 1]).toMatchObject({ state: 'failed', message: 'train-labels is cut.' });
});

it('says that the run is gone', async () => {
  const { messages, ended } = play(new FakeTrainingProcess());
  await ended;
  expect(messages).toMatchObject([{ type: 'missing', folder: '/runs/1' }]);
});
