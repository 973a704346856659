import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { totals } from '../../core/analysis/totals.ts';
import type { Model } from '../../core/model/model.ts';
import type { FoldRequest, LauncherMessage } from '../../protocol/launcher.ts';
import { RUN_FILES, type RunFile } from '../../protocol/runFolder.ts';
import type { TrainingEvent } from '../../protocol/trainingEvents.ts';
import { datasetFolder, openDataset } from '../data/openDataset.ts';
import type { YamlValue } from '../folding/flowYaml.ts';
import { foldModel } from '../folding/foldModel.ts';
import { type PrintedSpec, printSpec } from '../folding/printSpec.ts';
import { bindSymbols, hasSymbols } from '../runs/bindSymbols.ts';
import { type Checkpoint, readCheckpoint } from '../runs/checkpoint.ts';
import { CheckpointStore } from '../runs/checkpointStore.ts';
import { makeFolder } from '../runs/makeFolder.ts';
import { MetricsLog, readMetrics } from '../runs/metricsLog.ts';
import { readSpec, type TrainableSpec } from '../runs/readSpec.ts';
import { readRunFile, writeRunFile } from '../runs/runFileStore.ts';
import { lockRun } from '../runs/runLock.ts';
import { runSource } from '../runs/runSource.ts';
import { diskError, writeAtomically } from '../runs/writeAtomically.ts';
import { TrainingError } from '../trainingError.ts';
import type { CommandContext } from './command.ts';
import { clearUnbegunRun, requireUnused } from './unusedFolder.ts';

type Folded = Extract<LauncherMessage, { type: 'folded' }>;

/** Makes a run with fewer layers and the same outputs at test out of a checkpoint of another. */
export async function fold({ run, checkpoint, out }: FoldRequest, context: CommandContext): Promise<void> {
  requireUnused(out);
  const file = readRunFile(run);
  const path = resolve(new CheckpointStore(run).find(checkpoint));
  const { progress, tensors } = readCheckpoint(path);
  const spec = await readRunSpec(run, file, context.program);
  const folded = foldModel(spec.flat, tensors);
  const made = folded.layers.filter(({ madeOf }) => madeOf.length > 0);
  if (made.length === 0) throw nothingToFold(run);
  const printed = printSpec(folded, {
    name: `${file.name} (folded)`,
    comments: [
      `${file.name}, folded after step ${progress.step}: the same outputs at test with fewer layers.`,
      'For evaluation: what training needs, such as the norms, is part of the kernels now.',
    ],
    inputs: inputsOf(spec.model),
    train: trainOf(spec, file, context.program),
  });
  const { model } = readSpec({
    text: printed.text,
    name: join(out, RUN_FILES.spec),
    variant: null,
    set: {},
    overrides: NO_OVERRIDES,
  });
  await writeRun(out, { file, printed, progress, events: eventsOf(run, out, progress, model), model });
  const answer: Folded = {
    type: 'folded',
    run,
    checkpoint: path,
    step: progress.step,
    out,
    folded: made.reduce((sum, { madeOf }) => sum + madeOf.length, 0),
    into: made.length,
    before: figuresOf(spec.model),
    after: figuresOf(model),
  };
  context.answer(answer);
}

const NO_OVERRIDES = { steps: null, epochs: null, batch: null, seed: null } as const;

function nothingToFold(run: string): TrainingError {
  return new TrainingError(
    'fold.nothing',
    1,
    `Nothing of ${run} can be folded, so no folder was made. What folds is a batch norm, a scale or a bias right after a convolution or dense layer that nothing else reads, sums of convolutions of one value, and \`dirac\` or \`standardized\` kernels.`,
  );
}

/** The data are opened only where a size of the net depends on them. */
async function readRunSpec(run: string, file: RunFile, program: string): Promise<TrainableSpec> {
  const source = runSource(run, file);
  const written = readSpec(source);
  if (!hasSymbols(written)) return written;
  const dataset = await openDataset(written.dataset, { baseFolder: file.baseFolder, program });
  return bindSymbols(written, source, dataset);
}

function inputsOf(model: Model): { name: string; shape: (number | string)[] }[] {
  return model.body.inputs.map(({ name, shape }) => ({
    name,
    // An input that nothing reads may have kept its symbols.
    shape: (shape ?? []).map((dim) => (typeof dim === 'number' ? dim : String(dim))),
  }));
}

/** What an evaluation needs, with the folder of the data written out: the spec may be moved. */
function trainOf(
  { dataset, plan }: TrainableSpec,
  file: RunFile,
  program: string,
): Record<string, YamlValue> {
  const path = datasetFolder(dataset, { baseFolder: file.baseFolder, program });
  return {
    dataset: dataset.type === 'digits' ? 'digits' : { type: dataset.type, path },
    normalize: plan.normalize,
  };
}

function figuresOf(model: Model): Folded['before'] {
  const { trainable, nonTrainable, macs } = totals(model);
  return { trainable: Number(trainable), nonTrainable: Number(nonTrainable), macs: Number(macs) };
}

/** What a list of runs shows: the figures of the step that was folded. */
function eventsOf(
  run: string,
  out: string,
  { step, seconds, lastEvaluation }: Checkpoint['progress'],
  model: Model,
): TrainingEvent[] {
  const start = readMetrics(run).findLast((event) => event.event === 'start');
  const accuracy = lastEvaluation?.step === step ? lastEvaluation.accuracy : null;
  const { trainable } = figuresOf(model);
  return [
    ...(start === undefined ? [] : [{ ...start, run: out, trainable, steps: step, resumedAt: step }]),
    ...(lastEvaluation?.step === step
      ? [{ event: 'evaluation', ...lastEvaluation, error: 1 - lastEvaluation.accuracy } as const]
      : []),
    { event: 'end', reason: 'finished', step, accuracy, seconds },
  ];
}

interface NewRun {
  /** Of the run that was folded. */
  readonly file: RunFile;
  readonly printed: PrintedSpec;
  readonly progress: Checkpoint['progress'];
  readonly events: readonly TrainingEvent[];
  readonly model: Model;
}

async function writeRun(out: string, { file, printed, progress, events, model }: NewRun): Promise<void> {
  makeFolder(out);
  const lock = await lockRun(out);
  try {
    // Somebody may have begun a run here since.
    requireUnused(out);
    clearUnbegunRun(out);
    writeRunFile(out, {
      ...file,
      id: randomUUID(),
      name: model.name,
      state: 'finished',
      createdAt: new Date().toISOString(),
      specPath: null,
      specHash: createHash('sha256').update(printed.text).digest('hex'),
      variant: null,
      set: {},
      overrides: NO_OVERRIDES,
      trainable: figuresOf(model).trainable,
      process: null,
    });
    mkdirSync(join(out, RUN_FILES.checkpoints), { recursive: true });
    writeAtomically(join(out, RUN_FILES.spec), printed.text);
    new CheckpointStore(out).write({ progress, tensors: printed.tensors });
    const log = new MetricsLog(out);
    for (const event of events) log.append(event);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).syscall === undefined ? error : diskError(out, error);
  } finally {
    lock.release();
  }
}
