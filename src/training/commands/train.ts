import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import type { TrainRequest } from '../../protocol/launcher.ts';
import { type PlanOverrides, RUN_FILES, type RunFile } from '../../protocol/runFolder.ts';
import { chooseBackend } from '../library/chooseBackend.ts';
import { realLibraryHost } from '../library/realLibraryHost.ts';
import { askRun } from '../runs/controlClient.ts';
import { readSpec } from '../runs/readSpec.ts';
import { readRunFile, writeRunFile } from '../runs/runFileStore.ts';
import { diskError, writeAtomically } from '../runs/writeAtomically.ts';
import { TrainingError } from '../trainingError.ts';
import { awaitStart } from './awaitStart.ts';
import type { CommandContext } from './command.ts';
import { startWorker } from './workerProcess.ts';

type NewRequest = Extract<TrainRequest, { type: 'new' }>;
type ResumeRequest = Extract<TrainRequest, { type: 'resume' }>;

/** Starts a run, or goes on with one, and answers when its process does. */
export async function train(request: TrainRequest, context: CommandContext): Promise<void> {
  const execution = request.type === 'new' ? request : await resumedExecution(request);
  const chosen = chooseBackend(execution, context.program, process.arch, realLibraryHost);
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

function createRun(request: NewRequest): string {
  const { text, variant, set, overrides, specPath, baseFolder } = request;
  const name = specPath === null ? 'the spec' : basename(specPath);
  const { model } = readSpec({ text, name, variant, set, overrides });
  const run = request.out ?? newRunFolder(baseFolder, specPath, variant);
  requireEmpty(run);
  const processors = request.threads ?? availableParallelism();
  const file: RunFile = {
    version: 1,
    id: randomUUID(),
    name: model.name === '' ? name : model.name,
    state: 'preparing',
    createdAt: new Date().toISOString(),
    specPath,
    specHash: createHash('sha256').update(text).digest('hex'),
    baseFolder,
    variant,
    set,
    overrides,
    recipe: null,
    seed: null,
    backend: null,
    device: null,
    trainable: null,
    threads: { intraOp: processors, interOp: processors },
    versions: { node: process.version },
    process: null,
  };
  try {
    mkdirSync(join(run, RUN_FILES.checkpoints), { recursive: true });
    writeFileSync(join(run, RUN_FILES.metrics), '');
  } catch (error) {
    throw diskError(run, error);
  }
  writeAtomically(join(run, RUN_FILES.spec), text);
  writeRunFile(run, file);
  return run;
}

/** `runs/NAME-VARIANT-TIME` beside the spec. */
function newRunFolder(baseFolder: string, specPath: string | null, variant: string | null): string {
  const name = specPath === null ? 'run' : basename(specPath).replace(/\.resnet\.ya?ml$/, '');
  const time = new Date().toISOString().replace(/[-:]/g, '').replace('T', '-').replace(/\..*/, '');
  const parts = [name, ...(variant === null ? [] : [variant]), time, randomUUID().slice(0, 4)];
  return join(baseFolder, 'runs', parts.join('-'));
}

function requireEmpty(folder: string): void {
  try {
    if (readdirSync(folder).length === 0) return;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw new TrainingError('usage', 2, `${folder} cannot be used as a run folder: it is no folder.`, {
      cause: error,
    });
  }
  throw new TrainingError(
    'run.exists',
    2,
    `${folder} is not empty. Give another folder for the run, or resume the run in it (--resume).`,
  );
}

/** What `auto` means for a run that has begun: the same backend and device, or its numbers would differ. */
async function resumedExecution(request: ResumeRequest): Promise<ResumeRequest> {
  const file = readRunFile(request.run);
  if (file.process !== null) {
    const answer = await askRun(file.process.control, 'status', 2000);
    if (answer?.type === 'status' && answer.id === file.id) {
      throw new TrainingError('run.running', 2, `The run in ${request.run} is still running.`);
    }
    // What a killed process left behind.
    if (process.platform !== 'win32') rmSync(file.process.control.path, { force: true });
  }
  const backend = request.backend === 'auto' && isBackend(file.backend) ? file.backend : request.backend;
  const device = request.device === 'auto' && file.device === 'CPU' ? 'cpu' : request.device;
  return { ...request, backend, device };
}

function isBackend(name: string | null): name is 'tensorflow' | 'wasm' {
  return name === 'tensorflow' || name === 'wasm';
}

function reopenRun({ run, steps, epochs, threads }: ResumeRequest): string {
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
