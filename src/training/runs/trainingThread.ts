import type { MessagePort } from 'node:worker_threads';
import * as tf from '@tensorflow/tfjs';
import * as z from 'zod';
import type { RunFile } from '../../protocol/runFolder.ts';
import type { TrainingEvent } from '../../protocol/trainingEvents.ts';
import type { Backend } from '../backends/backend.ts';
import { openBackend } from '../backends/openBackend.ts';
import { stepsPerEpoch } from '../data/batches.ts';
import { directBatches } from '../data/batchSource.ts';
import { datasetFolder } from '../data/openDataset.ts';
import { EventFile } from '../tensorboard/eventFile.ts';
import { Interruption } from '../trainingError.ts';
import type { Checkpoint } from './checkpoint.ts';
import { CheckpointStore } from './checkpointStore.ts';
import { errorEvent } from './errorEvent.ts';
import { appendIfPossible, MetricsLog } from './metricsLog.ts';
import { type ExecutorChoice, prepareExecutor } from './prepareExecutor.ts';
import { type PreparedRun, prepareRun } from './prepareRun.ts';
import { totalSteps } from './resolvePlan.ts';
import { readRunFile } from './runFileStore.ts';
import { RunPace } from './runPace.ts';
import { RunRequests } from './runRequests.ts';
import type { ResolvedRun, ThreadData, ThreadMessage } from './threadMessages.ts';
import { Trainer } from './trainer.ts';

/** The thread in which a run computes. It never answers anybody: the process around it does. */
export async function runTrainingThread(port: MessagePort, { request, requests }: ThreadData): Promise<void> {
  const tell = (message: ThreadMessage): void => {
    port.postMessage(message);
  };
  const onPause = (isPaused: boolean): void => {
    tell({ type: 'paused', isPaused });
  };
  const pace = new RunPace(new RunRequests(requests), onPause, () => performance.now() / 1000);
  const log = new MetricsLog(request.run);
  let eventFile: EventFile | null = null;
  const emit = (event: TrainingEvent): void => {
    tell({ type: 'event', line: log.append(event), event });
    eventFile?.add(event);
  };
  try {
    const backend = await openBackend(request, () => {
      pace.attendInStep();
    });
    const checkpoints = new CheckpointStore(request.run);
    const from = request.resume ? checkpoints.newest() : null;
    eventFile = new EventFile(request.run, from?.progress.step ?? 0, () => Date.now() / 1000);
    const file = readRunFile(request.run);
    const program = process.argv[1] ?? '';
    const prepared = await prepareRun(request.run, file, program, backend);
    const steps = totalSteps(prepared.spec.plan, prepared.dataset.train.count);
    const { learner, dataset, normalizer, spec } = prepared;
    // A run that has steps and does not say how they were computed is of a version that knew one way.
    const wanted = file.executor ?? (from === null ? null : 'eager');
    const choice = prepareExecutor(backend, prepared, { wanted, file, totalSteps: steps, program });
    tell({ type: 'resolved', file: resolvedRun(file, prepared, backend, choice, program), steps });
    announce(request.run, prepared, backend, steps, from, emit, choice.notice ?? request.notice);
    const batches = directBatches({ source: dataset, normalizer, plan: spec.plan });
    await new Trainer({
      learner,
      executor: choice.executor,
      dataset,
      batches,
      plan: spec.plan,
      totalSteps: steps,
      checkpoints,
      from,
      emit,
      pace,
      onState: (state, step) => {
        tell({ type: 'state', state, step });
      },
    }).run();
  } catch (error) {
    const event =
      error instanceof Interruption ? stoppedBefore(request.run, request.resume) : errorEvent(error);
    tell({ type: 'event', line: appendIfPossible(log, event), event });
  } finally {
    eventFile?.close();
  }
}

/** The end of a run that was stopped before its loop began. */
function stoppedBefore(run: string, isResumed: boolean): TrainingEvent {
  const from = isResumed ? new CheckpointStore(run).newest() : null;
  const accuracy = from?.progress.lastEvaluation?.accuracy ?? null;
  const { step, seconds } = from?.progress ?? { step: 0, seconds: 0 };
  return { event: 'end', reason: 'stopped', step, accuracy, seconds };
}

function announce(
  run: string,
  { dataset, learner, spec }: PreparedRun,
  backend: Backend,
  steps: number,
  from: Checkpoint | null,
  emit: (event: TrainingEvent) => void,
  notice: string | null,
): void {
  emit({
    event: 'start',
    run,
    backend: backend.name,
    device: backend.device,
    trainable: countTrainable(learner),
    examples: { train: dataset.train.count, test: dataset.test.count },
    steps,
    stepsPerEpoch: stepsPerEpoch(dataset.train.count, spec.plan.batch),
    resumedAt: from?.progress.step ?? 0,
  });
  if (notice !== null) emit({ event: 'notice', code: 'backend.slow', message: notice });
}

function countTrainable(learner: PreparedRun['learner']): number {
  return learner.trained.reduce((sum, { variable }) => sum + variable.size, 0);
}

function resolvedRun(
  file: RunFile,
  prepared: PreparedRun,
  backend: Backend,
  { name }: ExecutorChoice,
  program: string,
): ResolvedRun {
  const { plan, dataset } = prepared.spec;
  const folder = datasetFolder(dataset, { baseFolder: file.baseFolder, program });
  return {
    recipe: z.record(z.string(), z.json()).parse({ ...plan, dataset: { type: dataset.type, path: folder } }),
    seed: plan.seed,
    backend: backend.name,
    device: backend.device,
    executor: name,
    trainable: countTrainable(prepared.learner),
    versions: { ...file.versions, tfjs: tf.version_core, [backend.name]: backend.version },
  };
}
