import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import type { TrainRequest } from '../../protocol/launcher.ts';
import { RUN_FILES, type RunFile } from '../../protocol/runFolder.ts';
import { openDataset } from '../data/openDataset.ts';
import { trainableHeads } from '../network/trainableHeads.ts';
import { bindSymbols } from '../runs/bindSymbols.ts';
import { makeFolder } from '../runs/makeFolder.ts';
import { readSpec } from '../runs/readSpec.ts';
import { totalSteps } from '../runs/resolvePlan.ts';
import { writeRunFile } from '../runs/runFileStore.ts';
import { lockRun, type RunLock } from '../runs/runLock.ts';
import { diskError, writeAtomically } from '../runs/writeAtomically.ts';
import { clearUnbegunRun, requireUnused } from './unusedFolder.ts';

type NewRequest = Extract<TrainRequest, { type: 'new' }>;

/** Makes the folder of a new run and holds it. Nothing is made for a spec or data that cannot be trained. */
export async function createRun(
  request: NewRequest,
  program: string,
): Promise<{ readonly run: string; readonly lock: RunLock }> {
  const { text, variant, specPath, baseFolder } = request;
  const name = await requireTrainable(request, program);
  const run = request.out ?? newRunFolder(baseFolder, specPath, variant);
  requireUnused(run);
  makeFolder(run);
  const lock = await lockRun(run);
  try {
    // Somebody may have begun a run here since.
    requireUnused(run);
    clearUnbegunRun(run);
    // First of all what says whose folder this is.
    writeRunFile(run, newRunFile(request, name));
    mkdirSync(join(run, RUN_FILES.checkpoints));
    writeFileSync(join(run, RUN_FILES.metrics), '');
    writeAtomically(join(run, RUN_FILES.spec), text);
    return { run, lock };
  } catch (error) {
    lock.release();
    throw (error as NodeJS.ErrnoException).syscall === undefined ? error : diskError(run, error);
  }
}

/** @returns the model's name. */
async function requireTrainable(request: NewRequest, program: string): Promise<string> {
  const { text, variant, set, overrides, specPath, baseFolder } = request;
  const name = specPath === null ? 'the spec' : basename(specPath);
  const source = { text, name, variant, set, overrides };
  const written = readSpec(source);
  const dataset = await openDataset(written.dataset, { baseFolder, program });
  const { model, flat, plan } = bindSymbols(written, source, dataset);
  trainableHeads(model, flat, dataset);
  totalSteps(plan, dataset.train.count);
  return model.name === '' ? name : model.name;
}

function newRunFile(request: NewRequest, name: string): RunFile {
  const { text, variant, set, overrides, executor, specPath, baseFolder } = request;
  const processors = request.threads ?? availableParallelism();
  return {
    version: 1,
    id: randomUUID(),
    name,
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
    executor,
    versions: { node: process.version },
    process: null,
  };
}

/** `runs/NAME-VARIANT-TIME` beside the spec. */
function newRunFolder(baseFolder: string, specPath: string | null, variant: string | null): string {
  const name = specPath === null ? 'run' : basename(specPath).replace(/\.resnet\.ya?ml$/, '');
  const time = new Date().toISOString().replace(/[-:]/g, '').replace('T', '-').replace(/\..*/, '');
  const parts = [name, ...(variant === null ? [] : [variant]), time, randomUUID().slice(0, 4)];
  return join(baseFolder, 'runs', parts.join('-'));
}
