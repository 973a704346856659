import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Checkpoint } from '../../../src/training/runs/checkpoint.ts';
import { CheckpointStore } from '../../../src/training/runs/checkpointStore.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

function checkpoint(step: number): Checkpoint {
  return {
    progress: {
      step,
      seconds: step / 10,
      schedule: {
        warmupEndedAt: null,
        epoch: { number: 1, seen: 5, wrong: 2 },
        plateau: { best: 0.3, waited: 1, factor: 0.5 },
      },
      lastEvaluation: null,
      bestEvaluation: { step, loss: 1, accuracy: 0.5 },
    },
    tensors: new Map([['w', { shape: [2], data: Float32Array.from([step, 1]) }]]),
  };
}

describe('checkpoints', () => {
  it('are kept: the last three and the best, and come back whole', () => {
    const run = temporaryFolder();
    const store = new CheckpointStore(run);
    expect(store.newest()).toBeNull();
    for (const step of [90, 100, 1000, 20]) store.write(checkpoint(step));
    store.writeBest(checkpoint(90));
    expect(readdirSync(join(run, 'checkpoints')).sort()).toEqual([
      'best.safetensors',
      'step-00000090.safetensors',
      'step-00000100.safetensors',
      'step-00001000.safetensors',
    ]);
    expect(store.newest()).toEqual(checkpoint(1000));
    expect(store.find(null)).toBe(join(run, 'checkpoints', 'best.safetensors'));
  });

  it('leave nothing half written behind', () => {
    const run = temporaryFolder();
    new CheckpointStore(run).write(checkpoint(1));
    expect(readdirSync(join(run, 'checkpoints'))).toEqual(['step-00000001.safetensors']);
  });

  it('fall back to an earlier one where the newest is damaged', () => {
    const run = temporaryFolder();
    const store = new CheckpointStore(run);
    store.write(checkpoint(1));
    const newest = store.write(checkpoint(2));
    writeFileSync(newest, readFileSync(newest).subarray(0, 100));
    expect(store.newest()?.progress.step).toBe(1);
  });

  it('say which file is damaged where there is no other', () => {
    const run = temporaryFolder();
    const store = new CheckpointStore(run);
    writeFileSync(store.write(checkpoint(2)), 'nonsense');
    expect(() => store.newest()).toThrow(/step-00000002\.safetensors cannot be read/);
  });

  it('say in words that a figure of theirs is none, and which file it is', () => {
    const run = temporaryFolder();
    const store = new CheckpointStore(run);
    const whole = checkpoint(2);
    const lost = { step: 2, loss: Number.NaN, accuracy: 0 };
    store.write({ ...whole, progress: { ...whole.progress, lastEvaluation: lost } });
    expect(() => store.newest()).toThrow(
      /step-00000002\.safetensors cannot be read: its header is not that of a checkpoint\. Delete it/,
    );
  });

  it('that are not there: the error names those that are, or says when there will be one', () => {
    const run = temporaryFolder();
    const store = new CheckpointStore(run);
    expect(() => store.find(null)).toThrow(/no checkpoint yet.*after an epoch.*--resume/);
    expect(() => store.find('best')).toThrow(/no checkpoint .*best\. A run writes its first/);
    store.write(checkpoint(2));
    expect(() => store.find('step-7.safetensors')).toThrow(/step-7.* There are: step-00000002\.safetensors/);
  });

  it('after the step that a run resumes from are dropped', () => {
    const run = temporaryFolder();
    const store = new CheckpointStore(run);
    const paths = [1, 2, 3].map((step) => store.write(checkpoint(step)));
    store.dropAfter(2);
    expect(paths.map((path) => existsSync(path))).toEqual([true, true, false]);
  });
});
