import * as tf from '@tensorflow/tfjs';
import type { Kernels } from '../backends/backend.ts';
import type { Network } from '../network/network.ts';
import type { Heads } from '../network/trainableHeads.ts';
import type { BatchStatistics } from '../ops/opImplementation.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { TrainedVariable } from '../optimizers/trainedVariable.ts';
import { crossEntropy, rightAnswers } from './loss.ts';

/** All that changes from step to step, as tensors, so that a step can be recorded once and replayed. */
export interface StepFeeds {
  readonly images: tf.Tensor;
  /** int32 class indices. */
  readonly labels: tf.Tensor1D;
  readonly learningRate: tf.Scalar;
  /** int32, counted from 1. */
  readonly step: tf.Scalar;
}

export interface Learner {
  readonly network: Network;
  readonly trained: readonly TrainedVariable[];
  readonly optimizer: Optimizer;
  readonly heads: Heads;
  readonly kernels: Kernels;
  readonly labelSmoothing: number;
}

/**
 * One eager step: forward, back, update of the variables, the slots and the moving statistics. A pure function
 * of those and the feeds; nothing is read while it runs.
 * @returns two numbers, the mean loss before the update and the share of right answers; the caller disposes.
 */
export function trainingStep(learner: Learner, feeds: StepFeeds): tf.Tensor1D {
  return tf.tidy(() => {
    const { trained, optimizer } = learner;
    const statistics: BatchStatistics[] = [];
    const right: tf.Tensor[] = [];
    const { value, grads } = tf.variableGrads(
      () => meanLoss(learner, feeds, statistics, right),
      trained.map(({ variable }) => variable),
    );
    const named = trained.map(({ name, variable }) => [name, grads[variable.name]] as const);
    optimizer.apply(
      feeds,
      new Map(named.flatMap(([name, grad]) => (grad === undefined ? [] : [[name, grad]]))),
    );
    for (const batch of statistics) moveStatistics(batch);
    const accuracy = tf.mean(right[0] ?? tf.scalar(0));
    for (const kept of right) kept.dispose();
    return tf.stack([value, accuracy]) as tf.Tensor1D;
  });
}

function meanLoss(
  learner: Learner,
  feeds: StepFeeds,
  statistics: BatchStatistics[],
  right: tf.Tensor[],
): tf.Scalar {
  const { network, heads, kernels, labelSmoothing } = learner;
  const inputs: tf.Tensor[] = [];
  inputs[heads.input] = feeds.images;
  const logits = network.forward(inputs, heads.logits, {
    kernels,
    training: true,
    step: feeds.step,
    hasConstantInputs: true,
    onStatistics: (batch) => statistics.push(batch),
  }) as tf.Tensor2D[];
  right.push(tf.keep(rightAnswers(logits, feeds.labels)));
  const losses = logits.map((head) => tf.mean(crossEntropy(head, feeds.labels, labelSmoothing, kernels)));
  return losses.reduce((sum, loss) => tf.add(sum, loss)) as tf.Scalar;
}

function moveStatistics({ movingMean, movingVariance, mean, variance, momentum }: BatchStatistics): void {
  movingMean.assign(tf.add(tf.mul(movingMean, momentum), tf.mul(mean, 1 - momentum)));
  movingVariance.assign(tf.add(tf.mul(movingVariance, momentum), tf.mul(variance, 1 - momentum)));
  mean.dispose();
  variance.dispose();
}
