import { expect, it } from 'vitest';
import { RunRegistry } from '../../../src/extension/training/runRegistry.ts';
import { TrainingFailure } from '../../../src/extension/training/trainingProcess.ts';
import type { TrainRequest } from '../../../src/protocol/launcher.ts';
import {
  evaluationEvent,
  FakeTrainingProcess,
  runFile,
  startEvent,
  stepEvent,
} from '../../support/fakeTrainingProcess.ts';

const REQUEST = { type: 'new' } as TrainRequest;
const NEVER = new AbortController().signal;

it('follows a run from its start to its end', async () => {
  const process = new FakeTrainingProcess();
  const registry = new RunRegistry(process);
  let changes = 0;
  registry.onChange(() => changes++);
  const run = await registry.start(REQUEST, 'net', NEVER);
  expect(registry.active).toEqual([run]);
  process.emit(run.folder, startEvent(100), stepEvent(1), stepEvent(2), evaluationEvent(2, 0.9));
  expect(run.progress).toMatchObject({
    start: { steps: 100 },
    step: { step: 2 },
    evaluation: { accuracy: 0.9 },
  });
  process.end(run.folder, { type: 'ended', reason: 'finished', accuracy: 0.9 });
  expect(await run.outcome).toMatchObject({ reason: 'finished' });
  expect(registry.active).toEqual([]);
  expect(changes).toBe(2);
});

it('stops a run once, and says that it is stopping', async () => {
  const process = new FakeTrainingProcess();
  const registry = new RunRegistry(process);
  const run = await registry.start(REQUEST, 'net', NEVER);
  let told = 0;
  run.listen(() => told++);
  await Promise.all([run.stop(), run.stop()]);
  expect(process.stopped).toEqual([run.folder]);
  expect(run.progress.isStopping).toBe(true);
  expect(told).toBe(1);
});

it('lets a run wait and go on, and knows which it does from the run itself', async () => {
  const process = new FakeTrainingProcess();
  const run = await new RunRegistry(process).start(REQUEST, 'net', NEVER);
  let told = 0;
  run.listen(() => told++);
  await run.setPaused(true);
  expect(run.isPaused).toBe(false);
  process.act(run.folder, 'paused');
  expect([run.isPaused, told]).toEqual([true, 1]);
  await run.setPaused(false);
  process.act(run.folder, 'training');
  expect(run.isPaused).toBe(false);
  expect(process.pauses).toEqual([
    [run.folder, true],
    [run.folder, false],
  ]);
});

it('lets go of its runs without stopping them', async () => {
  const process = new FakeTrainingProcess();
  const registry = new RunRegistry(process);
  const run = await registry.start(REQUEST, 'net', NEVER);
  registry.dispose();
  expect(await run.outcome).toEqual({ type: 'detached' });
  expect(process.stopped).toEqual([]);
});

it('finds again what a reload of the window left going, and nothing else', async () => {
  const process = new FakeTrainingProcess();
  const alive = runFile({ process: { pid: 1, startTime: '', control: { path: 'p', token: 't' } } });
  process.stored.push(
    { folder: '/runs/going', file: alive },
    { folder: '/runs/killed', file: alive },
    { folder: '/runs/ended', file: runFile({ state: 'finished' }) },
  );
  process.running.add('/runs/going');
  const registry = new RunRegistry(process);
  const found = await registry.attachRunning(['/runs']);
  expect(found.map((run) => run.folder)).toEqual(['/runs/going']);
  expect(await registry.attachRunning(['/runs'])).toEqual([]);
  expect(registry.active).toHaveLength(1);
});

it('rejects where a run cannot start', async () => {
  const process = new FakeTrainingProcess();
  process.failure = new TrainingFailure('library.missing', 'There is no TensorFlow.');
  const registry = new RunRegistry(process);
  await expect(registry.start(REQUEST, 'net', NEVER)).rejects.toMatchObject({ code: 'library.missing' });
  await expect(registry.start(REQUEST, 'net', AbortSignal.abort())).rejects.toMatchObject({
    code: 'cancelled',
  });
  expect(registry.active).toEqual([]);
});
