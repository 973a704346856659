import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { LauncherMessage } from '../../protocol/launcher.ts';
import { RUN_FILES } from '../../protocol/runFolder.ts';
import { askRun } from '../runs/controlClient.ts';
import { readRunFile } from '../runs/runFileStore.ts';
import { TrainingError } from '../trainingError.ts';

const PATIENCE_MS = 30_000;
const PAUSE_MS = 40;
const END_PATIENCE_MS = 10_000;

/** Waits until the worker stands in `run.json` and answers at its socket, or has died. */
export async function awaitStart(
  run: string,
  worker: ChildProcess,
  signal: AbortSignal,
): Promise<Extract<LauncherMessage, { type: 'started' }>> {
  const { pid } = worker;
  const deadline = Date.now() + PATIENCE_MS;
  while (pid !== undefined && worker.exitCode === null && worker.signalCode === null) {
    if (signal.aborted) {
      await endWorker(worker);
      throw new TrainingError(
        'cancelled',
        1,
        `Cancelled before the run began. Its folder is ${run}: go on with \`resnet train --resume ${run}\`, or delete it.`,
      );
    }
    const { id, process } = readRunFile(run);
    if (process?.pid === pid && (await askRun(process.control, 'status', 1000)) !== null) {
      return { type: 'started', run, id, pid, control: process.control };
    }
    if (Date.now() > deadline) {
      await endWorker(worker);
      break;
    }
    await delay(PAUSE_MS);
  }
  throw notStarted(run, worker.exitCode);
}

/** A worker that fails before anybody can ask it leaves its reason in its log, if there is room for it. */
function notStarted(run: string, code: number | null): TrainingError {
  const reason = lastLine(join(run, RUN_FILES.log));
  const exitCode = code === 2 || code === 3 ? code : 1;
  if (reason === '' && exitCode === 2) {
    const text = `The training process could not write to ${run}. Is the disk full? Free some space, and go on with \`resnet train --resume ${run}\`.`;
    return new TrainingError('disk.failed', exitCode, text);
  }
  const text = `The training process did not start. ${reason} The run's ${RUN_FILES.log} says more.`;
  return new TrainingError('worker.failed', exitCode, text);
}

/** Whoever hears that nothing was started may rely on it. */
async function endWorker(worker: ChildProcess): Promise<void> {
  worker.kill('SIGTERM');
  const deadline = Date.now() + END_PATIENCE_MS;
  while (worker.exitCode === null && worker.signalCode === null) {
    if (Date.now() > deadline) worker.kill('SIGKILL');
    await delay(PAUSE_MS);
  }
}

function lastLine(log: string): string {
  try {
    return readFileSync(log, 'utf8').trim().split('\n').pop() ?? '';
  } catch {
    return '';
  }
}
