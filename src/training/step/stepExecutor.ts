import type { Tensor, Tensor1D } from '@tensorflow/tfjs';
import type { StepFeeds } from './trainingStep.ts';

/** How steps are computed. A run uses one for all its steps: two of them differ in the last digits. */
export interface StepExecutor {
  /** One training step; what it learns is in the variables after `save`. */
  train(feeds: StepFeeds): StepFigures;
  /** One batch of the test set. */
  evaluate(feeds: EvaluationFeeds): EvaluationFigures;
  /** Gives the network's and the optimizer's variables what the steps have made of them. */
  save(): void;
  /** Goes on from the network's and the optimizer's variables, which were set. */
  load(): void;
  dispose(): void;
}

export interface EvaluationFeeds {
  readonly images: Tensor;
  /** int32 class indices. */
  readonly labels: Tensor1D;
}

export interface StepFigures {
  /** Mean over the batch, before the update. */
  readonly loss: number;
  /** The share of right answers. */
  readonly accuracy: number;
}

export interface EvaluationFigures {
  /** Sums over the batch. */
  readonly loss: number;
  readonly right: number;
}
