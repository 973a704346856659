import * as tf from '@tensorflow/tfjs';
import type { TrainingEvent } from '../../../src/protocol/trainingEvents.ts';
import { compositeKernels } from '../../../src/training/backends/compositeKernels.ts';
import { directBatches } from '../../../src/training/data/batchSource.ts';
import type { Dataset, Examples } from '../../../src/training/data/dataset.ts';
import { createNormalizer } from '../../../src/training/data/normalizer.ts';
import { Network } from '../../../src/training/network/network.ts';
import { trainableHeads } from '../../../src/training/network/trainableHeads.ts';
import { createOptimizer } from '../../../src/training/optimizers/optimizer.ts';
import { trainedVariables } from '../../../src/training/optimizers/trainedVariable.ts';
import type { Checkpoint } from '../../../src/training/runs/checkpoint.ts';
import { CheckpointStore } from '../../../src/training/runs/checkpointStore.ts';
import { readSpec } from '../../../src/training/runs/readSpec.ts';
import { Trainer } from '../../../src/training/runs/trainer.ts';
import { createEagerExecutor } from '../../../src/training/step/eagerExecutor.ts';
import { Interruption } from '../../../src/training/trainingError.ts';
import { memoryExamples } from './memoryExamples.ts';

/** Images of 2 × 2 pixels: those of class 0 are dark, those of class 1 bright. */
function examples(count: number): Examples {
  const indices = Array.from({ length: count }, (_, index) => index);
  return memoryExamples(
    indices.map((index) => [0, 1, 2, 3].map((pixel) => (index % 2) * 200 + 7 * pixel + index)),
    indices.map((index) => index % 2),
  );
}

const dataset: Dataset = {
  name: 'tiny',
  shape: [2, 2, 1],
  classes: 2,
  maxValue: 255,
  train: examples(8),
  test: examples(4),
};

const TEXT = `
model: tiny
input: [2, 2, 1]
parameters: {rate: 0.1, every: 2}
layers: [flatten, {dense: 2}]
train: {dataset: digits, batch: 4, seed: 1, learning_rate: $rate, evaluate_every: $every, checkpoint_every: 2}
`;

export interface TinyPart {
  readonly run: string;
  readonly totalSteps: number;
  /** Asked to stop as soon as the events so far fit. */
  readonly stopWhen?: (events: readonly TrainingEvent[]) => boolean;
  /** Goes on from the newest checkpoint. */
  readonly resume?: boolean;
  /** Other values of the spec's parameters. */
  readonly set?: { readonly rate?: number; readonly every?: number };
}

/** Trains a part of a run of a tiny net, in this process, on TensorFlow.js' plain backend. */
export async function trainTiny(part: TinyPart): Promise<TrainingEvent[]> {
  const { run, totalSteps, stopWhen, resume, set = {} } = part;
  await tf.setBackend('cpu');
  const overrides = { steps: null, epochs: null, batch: null, seed: null };
  const spec = readSpec({ text: TEXT, name: 'tiny', variant: null, set, overrides });
  const network = new Network(spec.flat, 1);
  const trained = trainedVariables(network.variables, 0, false);
  const optimizer = createOptimizer(spec.plan.optimizer, trained);
  const heads = trainableHeads(spec.model, spec.flat, dataset);
  const checkpoints = new CheckpointStore(run);
  const from: Checkpoint | null = resume === true ? checkpoints.newest() : null;
  const events: TrainingEvent[] = [];
  const learner = { network, trained, optimizer, heads, kernels: compositeKernels, labelSmoothing: 0 };
  const normalizer = await createNormalizer(dataset, 'none');
  await new Trainer({
    learner,
    executor: createEagerExecutor(learner),
    dataset,
    batches: directBatches({ source: dataset, normalizer, plan: spec.plan }),
    plan: spec.plan,
    totalSteps,
    checkpoints,
    from,
    emit: (event) => events.push(event),
    pace: {
      attend: () => {
        if (stopWhen?.(events) === true) throw new Interruption();
      },
      isPauseWanted: false,
      now: () => 0,
    },
    onState: () => undefined,
  }).run();
  network.dispose();
  optimizer.dispose();
  return events;
}
