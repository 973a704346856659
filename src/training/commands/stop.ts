import { setTimeout as delay } from 'node:timers/promises';
import type { StopRequest } from '../../protocol/launcher.ts';
import { askRun } from '../runs/controlClient.ts';
import { readRunFile } from '../runs/runFileStore.ts';
import { TrainingError } from '../trainingError.ts';
import type { CommandContext } from './command.ts';

const PATIENCE_MS = 30_000;
const PAUSE_MS = 50;

/** Asks a run to stop and waits until it has: its last checkpoint is written then. */
export async function stop({ run }: StopRequest, { answer, signal }: CommandContext): Promise<void> {
  const { process } = readRunFile(run);
  const response = process === null ? null : await askRun(process.control, 'stop', 5000);
  if (response?.type === 'refused') {
    throw new TrainingError('run.damaged', 2, `${run} does not name its own process: ${response.message}`);
  }
  const running = response !== null;
  const deadline = Date.now() + PATIENCE_MS;
  while (running && !signal.aborted && readRunFile(run).process !== null) {
    if (Date.now() > deadline) {
      throw new TrainingError(
        'worker.failed',
        1,
        `The run in ${run} does not end. Kill process ${process?.pid ?? 0}.`,
      );
    }
    await delay(PAUSE_MS);
  }
  answer({ type: 'stopped', run, running });
}
