import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TrainRequest } from '../../protocol/launcher.ts';
import { type PlanOverrides, RUN_FILES, type RunFile } from '../../protocol/runFolder.ts';
import { askRun } from '../runs/controlClient.ts';
import { readMetrics } from '../runs/metricsLog.ts';
import { readRunFile, writeRunFile } from '../runs/runFileStore.ts';
import { TrainingError } from '../trainingError.ts';

type ResumeRequest = Extract<TrainRequest, { type: 'resume' }>;

/**
 * The request with what `auto` means for a run that has begun: the same backend and device, or its numbers
 * would differ. Refuses a run that is alive, and one that has nothing left to do; its folder stays as it is.
 */
export async function resumedExecution(request: ResumeRequest): Promise<ResumeRequest> {
  const file = readRunFile(request.run);
  await requireEnded(request.run, file);
  requireStepsLeft(request, file);
  const backend = request.backend === 'auto' && isBackend(file.backend) ? file.backend : request.backend;
  const device = request.device === 'auto' && file.device === 'CPU' ? 'cpu' : request.device;
  return { ...request, backend, device };
}

async function requireEnded(run: string, file: RunFile): Promise<void> {
  if (file.process === null) return;
  const { pid, control } = file.process;
  const answer = await askRun(control, 'status', 2000);
  if (answer?.type === 'status' && answer.id === file.id) {
    throw new TrainingError(
      'run.running',
      2,
      `The run in ${run} is still running (process ${pid}). Let it end, or stop it first: Ctrl+C where it was started, Stop in its view, or \`kill ${pid}\`.`,
    );
  }
  // What a killed process left behind.
  if (process.platform !== 'win32') rmSync(control.path, { force: true });
}

function requireStepsLeft({ run, steps, epochs }: ResumeRequest, file: RunFile): void {
  const events = readMetrics(run);
  const start = events.findLast((event) => event.event === 'start');
  const reached = events.findLast((event) => event.event === 'end')?.step;
  if (start === undefined || reached === undefined) return;
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

/** Writes into the run's folder that it goes on. @returns the folder. */
export function reopenRun({ run, steps, epochs, threads }: ResumeRequest): string {
  const file = readRunFile(run);
  const ends: Partial<PlanOverrides> = steps !== null || epochs !== null ? { steps, epochs } : {};
  const text = readFileSync(join(run, RUN_FILES.spec), 'utf8');
  if (createHash('sha256').update(text).digest('hex') !== file.specHash) {
    throw new TrainingError(
      'run.damaged',
      2,
      `${join(run, RUN_FILES.spec)} was changed since the run began, so it cannot go on as it was. Put it back, or start a new run from it.`,
    );
  }
  writeRunFile(run, {
    ...file,
    state: 'preparing',
    overrides: { ...file.overrides, ...ends },
    threads: threads === null ? file.threads : { intraOp: threads, interOp: threads },
    process: null,
  });
  return run;
}
