import { join } from 'node:path';
import type { TrainRequest } from '../../protocol/launcher.ts';
import { RUN_FILES } from '../../protocol/runFolder.ts';
import { chooseBackend } from '../library/chooseBackend.ts';
import { realLibraryHost } from '../library/realLibraryHost.ts';
import { readRunFile } from '../runs/runFileStore.ts';
import { lockRun, type RunLock } from '../runs/runLock.ts';
import { runtimeFolder } from '../runs/runtimeFolder.ts';
import { awaitStart } from './awaitStart.ts';
import type { CommandContext } from './command.ts';
import { createRun } from './createRun.ts';
import { reopenRun, resumedExecution } from './reopenRun.ts';
import { startWorker } from './workerProcess.ts';

/** A run whose folder this process holds. */
interface HeldRun {
  readonly run: string;
  readonly lock: RunLock;
}

/** Starts a run, or goes on with one, and answers when its process does. */
export async function train(request: TrainRequest, context: CommandContext): Promise<void> {
  if (request.type === 'new') {
    await start({ request, held: () => createRun(request, context.program) }, context);
    return;
  }
  readRunFile(request.run);
  const lock = await lockRun(request.run);
  const held = (): HeldRun => {
    reopenRun(request);
    return { run: request.run, lock };
  };
  try {
    await start({ request: resumedExecution(request), held }, context);
  } finally {
    lock.release();
  }
}

interface Start {
  readonly request: TrainRequest;
  /** Makes the run's folder ready. */
  readonly held: () => HeldRun | Promise<HeldRun>;
}

async function start({ request, held }: Start, context: CommandContext): Promise<void> {
  const chosen = chooseBackend(request, context.program, process.arch, realLibraryHost);
  // The worker needs it; where it cannot be had, nothing is to be written yet.
  if (process.platform !== 'win32') runtimeFolder();
  const { run, lock } = await held();
  try {
    const { threads } = readRunFile(run);
    const worker = startWorker(
      context.program,
      { type: 'train', run, resume: request.type === 'resume', ...chosen.choice },
      { library: chosen.library, device: request.device, threads },
      join(run, RUN_FILES.log),
    );
    context.answer(await awaitStart(run, worker, context.signal));
  } finally {
    // The worker holds the folder by now, or is gone.
    lock.release();
  }
}
