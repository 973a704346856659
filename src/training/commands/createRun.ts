import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import type { TrainRequest } from '../../protocol/launcher.ts';
import { RUN_FILES, type RunFile } from '../../protocol/runFolder.ts';
import { readSpec } from '../runs/readSpec.ts';
import { writeRunFile } from '../runs/runFileStore.ts';
import { diskError, writeAtomically } from '../runs/writeAtomically.ts';
import { TrainingError } from '../trainingError.ts';

type NewRequest = Extract<TrainRequest, { type: 'new' }>;

/** Makes the folder of a new run. @returns its path. */
export function createRun(request: NewRequest): string {
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
