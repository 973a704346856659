import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TrainingEvent } from '../../../src/protocol/trainingEvents.ts';
import { CheckpointStore } from '../../../src/training/runs/checkpointStore.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { trainTiny } from '../support/tinyRun.ts';

/** What a run told, short: `step 2`, `evaluation 2`, `step-00000002`, `stopped 2`. */
function told(events: readonly TrainingEvent[]): string[] {
  return events.flatMap((event) => {
    switch (event.event) {
      case 'step':
      case 'evaluation':
        return [`${event.event} ${event.step}`];
      case 'checkpoint':
        return [basename(event.path, '.safetensors')];
      case 'end':
        return [`${event.reason} ${event.step}`];
      default:
        return [];
    }
  });
}

const holds =
  (text: string) =>
  (events: readonly TrainingEvent[]): boolean =>
    told(events).includes(text);
/** The best one is written only where an evaluation is better than those before it. */
const withoutBest = (events: readonly TrainingEvent[]): string[] =>
  told(events).filter((line) => line !== 'best');

describe('what a run tells', () => {
  it('is each step, evaluation and checkpoint once', async () => {
    const events = await trainTiny({ run: temporaryFolder(), totalSteps: 3 });
    expect(withoutBest(events)).toEqual([
      ...['step 1', 'step 2', 'evaluation 2', 'step-00000002'],
      ...['step 3', 'evaluation 3', 'step-00000003', 'finished 3'],
    ]);
  });

  it('names a checkpoint once where the run is stopped right after it', async () => {
    const run = temporaryFolder();
    const events = await trainTiny({ run, totalSteps: 9, stopWhen: holds('step-00000002') });
    expect(withoutBest(events)).toEqual(['step 1', 'step 2', 'evaluation 2', 'step-00000002', 'stopped 2']);
  });

  it('names one for the step at which it is stopped in between', async () => {
    const run = temporaryFolder();
    const events = await trainTiny({ run, totalSteps: 9, stopWhen: holds('step 3') });
    expect(withoutBest(events).slice(-3)).toEqual(['step 3', 'step-00000003', 'stopped 3']);
  });

  it('makes up for an evaluation before which it was stopped, once and for all', async () => {
    const run = temporaryFolder();
    const first = await trainTiny({ run, totalSteps: 9, stopWhen: holds('step 2') });
    expect(withoutBest(first)).toEqual(['step 1', 'step 2', 'step-00000002', 'stopped 2']);
    const second = await trainTiny({ run, totalSteps: 9, resume: true, stopWhen: holds('evaluation 2') });
    expect(withoutBest(second)).toEqual(['evaluation 2', 'stopped 2']);
    expect(new CheckpointStore(run).newest()?.progress.lastEvaluation?.step).toBe(2);
    const third = await trainTiny({ run, totalSteps: 9, resume: true, stopWhen: holds('step 3') });
    expect(withoutBest(third)).toEqual(['step 3', 'step-00000003', 'stopped 3']);
  });

  it('keeps an evaluation that it made up for at its last step', async () => {
    const run = temporaryFolder();
    await trainTiny({ run, totalSteps: 2, stopWhen: holds('step 2') });
    const second = await trainTiny({ run, totalSteps: 2, resume: true });
    expect(withoutBest(second)).toEqual(['evaluation 2', 'finished 2']);
    const third = await trainTiny({ run, totalSteps: 3, resume: true });
    expect(withoutBest(third)).toEqual(['step 3', 'evaluation 3', 'step-00000003', 'finished 3']);
  });

  it('stopped before its first step is no checkpoint', async () => {
    const events = await trainTiny({ run: temporaryFolder(), totalSteps: 9, stopWhen: () => true });
    expect(told(events)).toEqual(['stopped 0']);
  });
});

describe('a run that diverges', () => {
  const tooFast = { rate: 1e39, every: 1 };

  it('by an evaluation that is no number ends there: nothing of it is told, saved or best', async () => {
    const run = temporaryFolder();
    const events = await trainTiny({ run, totalSteps: 9, set: tooFast });
    expect(told(events)).toEqual(['step 1', 'diverged 1']);
    expect(existsSync(join(run, 'checkpoints')) ? readdirSync(join(run, 'checkpoints')) : []).toEqual([]);
  });

  it('saves no weights that are no numbers, be they due or the last ones before a stop', async () => {
    const due = await trainTiny({ run: temporaryFolder(), totalSteps: 9, set: { ...tooFast, every: 5 } });
    expect(told(due)).toEqual(['step 1', 'diverged 1']);
    const run = temporaryFolder();
    const set = { ...tooFast, every: 5 };
    const stopped = await trainTiny({ run, totalSteps: 9, set, stopWhen: holds('step 1') });
    expect(told(stopped)).toEqual(['step 1', 'diverged 1']);
    expect(new CheckpointStore(run).newest()).toBeNull();
  });

  it('keeps the checkpoints from before', async () => {
    const run = temporaryFolder();
    await trainTiny({ run, totalSteps: 2 });
    const events = await trainTiny({ run, totalSteps: 9, resume: true, set: tooFast });
    expect(told(events)).toEqual(['step 3', 'diverged 3']);
    const kept = new CheckpointStore(run).newest();
    expect(kept?.progress).toMatchObject({ step: 2, lastEvaluation: { step: 2 } });
    for (const { data } of kept?.tensors.values() ?? []) expect(data.every(Number.isFinite)).toBe(true);
  });
});
