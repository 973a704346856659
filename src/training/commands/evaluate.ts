import { resolve } from 'node:path';
import type { EvaluateRequest } from '../../protocol/launcher.ts';
import { chooseBackend } from '../library/chooseBackend.ts';
import { realLibraryHost } from '../library/realLibraryHost.ts';
import { CheckpointStore } from '../runs/checkpointStore.ts';
import { readRunFile } from '../runs/runFileStore.ts';
import type { CommandContext } from './command.ts';
import { askWorker } from './workerProcess.ts';

/** Test-set figures of one of a run's checkpoints. */
export async function evaluate(request: EvaluateRequest, context: CommandContext): Promise<void> {
  const { threads } = readRunFile(request.run);
  const checkpoint = resolve(new CheckpointStore(request.run).find(request.checkpoint));
  const { choice, library } = chooseBackend(request, context.program, process.arch, realLibraryHost);
  const answer = await askWorker(
    context.program,
    { type: 'evaluate', run: request.run, checkpoint, ...choice },
    { library, device: request.device, threads },
    context.signal,
  );
  if (answer.type !== 'probed') context.answer(answer);
}
