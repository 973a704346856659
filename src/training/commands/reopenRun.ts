import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TrainRequest } from '../../protocol/launcher.ts';
import { type PlanOverrides, RUN_FILES, type RunFile } from '../../protocol/runFolder.ts';
import { readMetrics } from '../runs/metricsLog.ts';
import { rewindRun } from '../runs/rewindRun.ts';
import { readRunFile, writeRunFile } from '../runs/runFileStore.ts';
import { TrainingError } from '../trainingError.ts';

type ResumeRequest = Extract<TrainRequest, { type: 'resume' }>;

/**
 * The request with what `auto` means for a run that has begun: the same backend and device, or its numbers
 * would differ. Refuses one that has nothing left to do; its folder stays as it is.
 */
export function resumedExecution(request: ResumeRequest): ResumeRequest {
  const file = readRunFile(request.run);
  requireStepsLeft(request, file);
  const backend = request.backend === 'auto' && isBackend(file.backend) ? file.backend : request.backend;
  const device = request.device === 'auto' && file.device === 'CPU' ? 'cpu' : request.device;
  return { ...request, backend, device };
}

function requireStepsLeft({ run, steps, epochs }: ResumeRequest, file: RunFile): void {
  const events = readMetrics(run);
  const start = events.findLast((event) => event.event === 'start');
  const reached = events.findLast((event) => event.event === 'end')?.step;
  if (start === undefined || reached === undefined) return;
  if (file.state === 'diverged') {
    throw new TrainingError(
      'run.finished',
      2,
      `The run in ${run} diverged after step ${reached}, and going on would give the same numbers. Start a new run from ${join(run, RUN_FILES.spec)} with a lower learning rate or a warm-up; its checkpoints can still be evaluated.`,
    );
  }
  const isNewEnd = steps !== null || epochs !== null;
  if (!isNewEnd && file.state !== 'finished') return;
  const end = isNewEnd ? (steps ?? (epochs ?? 0) * start.stepsPerEpoch) : start.steps;
  if (end > reached) return;
  const done = file.state === 'finished' ? 'is finished' : 'is further already';
  throw new TrainingError(
    'run.finished',
    2,
    `The run in ${run} ${done}: it has made ${reached} steps of ${end}. To train on, name a later end with --steps or --epochs (an epoch has ${start.stepsPerEpoch} steps).`,
  );
}

function isBackend(name: string | null): name is 'tensorflow' | 'wasm' {
  return name === 'tensorflow' || name === 'wasm';
}

/**
 * Takes back what the run did after its newest checkpoint, and writes into its folder that it goes on. Whoever
 * calls this holds the folder's lock.
 */
export function reopenRun({ run, steps, epochs, threads }: ResumeRequest): void {
  const file = readRunFile(run);
  const ends: Partial<PlanOverrides> = steps !== null || epochs !== null ? { steps, epochs } : {};
  const text = readSpecText(run);
  if (text === null || createHash('sha256').update(text).digest('hex') !== file.specHash) {
    throw new TrainingError(
      'run.damaged',
      2,
      `${join(run, RUN_FILES.spec)} was changed or removed since the run began, so it cannot go on as it was. Put it back, or start a new run from it.`,
    );
  }
  rewindRun(run);
  writeRunFile(run, {
    ...file,
    state: 'preparing',
    overrides: { ...file.overrides, ...ends },
    threads: threads === null ? file.threads : { intraOp: threads, interOp: threads },
    process: null,
  });
  // What a killed process left behind.
  if (file.process !== null && process.platform !== 'win32')
    rmSync(file.process.control.path, { force: true });
}

/** Null where it is not there. */
function readSpecText(run: string): string | null {
  const path = join(run, RUN_FILES.spec);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}
