import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { formatCount } from '../../core/model/formatCount.ts';
import { RUN_FILES } from '../../protocol/runFolder.ts';
import type { ControlAddress, ControlStatus } from '../../protocol/trainingControl.ts';
import { CommandFailure, type ExitCode } from '../commandFailure.ts';
import { runFolder } from '../input/runFolder.ts';
import type { Terminal } from '../terminal.ts';
import { askRun } from '../training/runControl.ts';
import { readRunFile } from '../training/runSummary.ts';

/** How long a run may take to do what it was asked. */
const PATIENCE_MS = 30_000;
const PAUSE_MS = 50;

/** `resnet pause RUN`: answers when the run computes nothing more. */
export async function pauseRun(run: string, terminal: Terminal): Promise<ExitCode> {
  const folder = runFolder(run);
  const control = controlOf(folder);
  await ask(folder, control, 'pause');
  const status = await untilState(folder, control, ({ state }) => state !== 'pausing');
  if (status.state !== 'paused')
    throw new CommandFailure(1, `The run is ${status.state}, so it is not paused.`);
  terminal.out(`Paused at step ${formatCount(status.step)}. Go on with: resnet continue ${run}\n`);
  return 0;
}

/** `resnet continue RUN`, of a paused run. */
export async function continueRun(run: string, terminal: Terminal): Promise<ExitCode> {
  const folder = runFolder(run);
  const control = controlOf(folder);
  const before = await ask(folder, control, 'status');
  if (before.state !== 'paused' && before.state !== 'pausing') {
    throw new CommandFailure(1, `The run is not paused: it is ${before.state}.`);
  }
  const { step } = await ask(folder, control, 'continue');
  terminal.out(`Going on at step ${formatCount(step)}.\n`);
  return 0;
}

/** `resnet stop RUN`: answers when its last checkpoint is written. */
export async function stopRun(run: string, terminal: Terminal): Promise<ExitCode> {
  const folder = runFolder(run);
  const control = controlOf(folder);
  const answer = await askRun(control, 'stop');
  if (answer?.type !== 'stopping') throw gone(folder);
  const deadline = performance.now() + PATIENCE_MS;
  while ((await askRun(control, 'status')) !== null) {
    if (performance.now() > deadline) throw tooLong(folder);
    await delay(PAUSE_MS);
  }
  terminal.out(`Stopped. Go on with: resnet train --resume ${run}\n`);
  return 0;
}

/** @throws CommandFailure where the folder holds no run, or one that nobody works at. */
function controlOf(folder: string): ControlAddress {
  const file = readRunFile(folder);
  if (file === null) {
    throw new CommandFailure(
      2,
      `${folder} is no run folder: it has no ${RUN_FILES.run} that can be read.`,
      '`resnet runs FOLDER` lists those in a folder.',
    );
  }
  if (file.process === null) {
    throw new CommandFailure(1, `The run in ${folder} does not run: it is ${file.state}.`);
  }
  return file.process.control;
}

async function ask(
  folder: string,
  control: ControlAddress,
  type: 'status' | 'pause' | 'continue',
): Promise<ControlStatus> {
  const answer = await askRun(control, type);
  if (answer?.type !== 'status') throw gone(folder);
  return answer;
}

async function untilState(
  folder: string,
  control: ControlAddress,
  fits: (status: ControlStatus) => boolean,
): Promise<ControlStatus> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const status = await ask(folder, control, 'status');
    if (fits(status)) return status;
    if (performance.now() > deadline) throw tooLong(folder);
    await delay(PAUSE_MS);
  }
}

function gone(folder: string): CommandFailure {
  return new CommandFailure(
    1,
    `The run's process is gone. What it last printed stands in ${join(folder, RUN_FILES.log)}`,
    `Go on from the last checkpoint with: resnet train --resume ${folder}`,
  );
}

function tooLong(folder: string): CommandFailure {
  return new CommandFailure(
    1,
    `The run in ${folder} was asked, and has not done so after ${PATIENCE_MS / 1000} s.`,
    'It does so when its step ends; `resnet runs` shows its state.',
  );
}
