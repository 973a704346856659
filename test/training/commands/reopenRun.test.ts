import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TrainRequest } from '../../../src/protocol/launcher.ts';
import type { RunFile } from '../../../src/protocol/runFolder.ts';
import { resumedExecution } from '../../../src/training/commands/reopenRun.ts';
import { writeRunFile } from '../../../src/training/runs/runFileStore.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const FILE: RunFile = {
  version: 1,
  id: 'the run',
  name: 'net',
  state: 'finished',
  createdAt: '2024-01-01T00:00:00.000Z',
  specPath: null,
  specHash: '',
  baseFolder: '/',
  variant: null,
  set: {},
  overrides: { steps: null, epochs: 2, batch: null, seed: null },
  recipe: null,
  seed: 1,
  backend: 'wasm',
  device: 'CPU',
  trainable: 1,
  threads: { intraOp: 1, interOp: 1 },
  executor: null,
  versions: {},
  process: null,
};

/** A run that made so many of 20 steps, ten an epoch. */
function endedRun(state: 'finished' | 'stopped' | 'diverged', step: number): string {
  const run = temporaryFolder();
  writeRunFile(run, { ...FILE, state });
  const start = { event: 'start', run, backend: 'wasm', device: 'CPU', trainable: 1 };
  const sizes = { examples: { train: 1, test: 1 }, steps: 20, stepsPerEpoch: 10, resumedAt: 0 };
  const end = { event: 'end', reason: state, step, accuracy: null, seconds: 1 };
  writeFileSync(
    join(run, 'metrics.ndjson'),
    `${JSON.stringify({ ...start, ...sizes })}\n${JSON.stringify(end)}\n`,
  );
  return run;
}

type Resume = Extract<TrainRequest, { type: 'resume' }>;

function resume(run: string, ends: Partial<Pick<Resume, 'steps' | 'epochs'>> = {}): Resume {
  const library = { path: null, python: null, storage: null };
  const execution = { device: 'auto', backend: 'auto', threads: null, library } as const;
  return resumedExecution({ type: 'resume', ...execution, run, steps: null, epochs: null, ...ends });
}

function contents(run: string): Record<string, string> {
  return Object.fromEntries(readdirSync(run).map((name) => [name, readFileSync(join(run, name), 'utf8')]));
}

describe('going on with a run', () => {
  it.each([
    ['without another end', {}],
    ['to where it is', { steps: 20 }],
    ['to an epoch that it has made', { epochs: 2 }],
    ['to a step that it has made', { steps: 5 }],
  ])('that has finished is refused %s, and its folder stays as it is', (_, ends) => {
    const run = endedRun('finished', 20);
    const before = contents(run);
    expect(() => resume(run, ends)).toThrow(expect.objectContaining({ code: 'run.finished', exitCode: 2 }));
    expect(() => resume(run, ends)).toThrow(/is finished: it has made 20 steps.*--steps or --epochs/);
    expect(contents(run)).toEqual(before);
  });

  it.each([{ steps: 21 }, { epochs: 3 }])('that has finished goes on to a later end: %j', (ends) => {
    expect(resume(endedRun('finished', 20), ends)).toMatchObject({ backend: 'wasm', device: 'cpu' });
  });

  it('that was stopped goes on, but not backwards', () => {
    const run = endedRun('stopped', 12);
    expect(resume(run)).toMatchObject({ backend: 'wasm' });
    expect(() => resume(run, { epochs: 1 })).toThrow(/further already: it has made 12 steps of 10/);
  });

  it('that diverged is refused, since it would diverge again, with what to do instead', () => {
    const run = endedRun('diverged', 12);
    expect(() => resume(run)).toThrow(/diverged after step 12.*new run.*lower learning rate/);
  });

  it('that is none is refused, with what to name instead', () => {
    const folder = temporaryFolder();
    expect(() => resume(folder)).toThrow(/no run folder.*resnet runs FOLDER/);
    writeFileSync(join(folder, 'file'), '');
    expect(() => resume(join(folder, 'file'))).toThrow(/file is a file.*folder of a run.*resnet train FILE/);
    mkdirSync(join(folder, 'run.json'));
    expect(() => resume(folder)).toThrow(expect.objectContaining({ code: 'run.damaged' }));
  });
});
