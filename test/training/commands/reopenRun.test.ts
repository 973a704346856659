import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TrainRequest } from '../../../src/protocol/launcher.ts';
import type { RunFile } from '../../../src/protocol/runFolder.ts';
import { resumedExecution } from '../../../src/training/commands/reopenRun.ts';
import { newControlAddress } from '../../../src/training/runs/controlAddress.ts';
import { ControlServer } from '../../../src/training/runs/controlServer.ts';
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
  versions: {},
  process: null,
};

/** A run that made so many of 20 steps, ten an epoch. */
function endedRun(state: 'finished' | 'stopped', step: number): string {
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

function resume(run: string, ends: Partial<Pick<Resume, 'steps' | 'epochs'>> = {}): Promise<Resume> {
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
  ])('that has finished is refused %s, and its folder stays as it is', async (_, ends) => {
    const run = endedRun('finished', 20);
    const before = contents(run);
    await expect(resume(run, ends)).rejects.toMatchObject({ code: 'run.finished', exitCode: 2 });
    await expect(resume(run, ends)).rejects.toThrow(/is finished: it has made 20 steps.*--steps or --epochs/);
    expect(contents(run)).toEqual(before);
  });

  it.each([{ steps: 21 }, { epochs: 3 }])('that has finished goes on to a later end: %j', async (ends) => {
    expect(await resume(endedRun('finished', 20), ends)).toMatchObject({ backend: 'wasm', device: 'cpu' });
  });

  it('that was stopped goes on, but not backwards', async () => {
    const run = endedRun('stopped', 12);
    expect(await resume(run)).toMatchObject({ backend: 'wasm' });
    await expect(resume(run, { epochs: 1 })).rejects.toThrow(/further already: it has made 12 steps of 10/);
  });

  it('that is alive is refused, with what to do', async () => {
    const run = endedRun('stopped', 12);
    const control = newControlAddress();
    const status = { type: 'status', id: FILE.id, state: 'training', step: 1, steps: 9 } as const;
    const server = new ControlServer(control, {
      status: () => status,
      stop: () => undefined,
      events: () => [],
    });
    await server.listen();
    const alive = { pid: 4711, startTime: FILE.createdAt, control };
    writeRunFile(run, { ...FILE, state: 'running', process: alive });
    await expect(resume(run)).rejects.toThrow(/still running \(process 4711\).*stop it first.*kill 4711/);
    await server.close();
  });

  it('that is none is refused, with what to name instead', async () => {
    const folder = temporaryFolder();
    await expect(resume(folder)).rejects.toThrow(/no run folder.*resnet runs FOLDER/);
    writeFileSync(join(folder, 'file'), '');
    await expect(resume(join(folder, 'file'))).rejects.toMatchObject({ code: 'run.missing' });
    mkdirSync(join(folder, 'run.json'));
    await expect(resume(folder)).rejects.toMatchObject({ code: 'run.damaged' });
  });
});
