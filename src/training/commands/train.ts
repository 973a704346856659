import { join } from 'node:path';
import type { TrainRequest } from '../../protocol/launcher.ts';
import { RUN_FILES } from '../../protocol/runFolder.ts';
import { chooseBackend } from '../library/chooseBackend.ts';
import { realLibraryHost } from '../library/realLibraryHost.ts';
import { readRunFile } from '../runs/runFileStore.ts';
import { runtimeFolder } from '../runs/runtimeFolder.ts';
import { awaitStart } from './awaitStart.ts';
import type { CommandContext } from './command.ts';
import { createRun } from './createRun.ts';
import { reopenRun, resumedExecution } from './reopenRun.ts';
import { startWorker } from './workerProcess.ts';

/** Starts a run, or goes on with one, and answers when its process does. */
export async function train(request: TrainRequest, context: CommandContext): Promise<void> {
  const execution = request.type === 'new' ? request : await resumedExecution(request);
  const chosen = chooseBackend(execution, context.program, process.arch, realLibraryHost);
  // The worker needs it; where it cannot be had, nothing is to be written yet.
  if (process.platform !== 'win32') runtimeFolder();
  const run = request.type === 'new' ? createRun(request) : reopenRun(request);
  const { threads } = readRunFile(run);
  const worker = startWorker(
    context.program,
    { type: 'train', run, resume: request.type === 'resume', ...chosen.choice },
    { library: chosen.library, device: execution.device, threads },
    join(run, RUN_FILES.log),
  );
  context.answer(await awaitStart(run, worker, context.signal));
}
