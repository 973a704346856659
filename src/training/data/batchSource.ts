import { type Batch, BatchMaker, type BatchRecipe, testJobs } from './batches.ts';

/** Where a run has its batches from. */
export interface BatchSource {
  /** The batch of a step, which holds until the next one is asked for. Steps are asked for in their order. */
  train(step: number): Promise<Batch>;
  /** The test set in pieces, unchanged but for the normalisation; each holds until the next one. */
  test(): AsyncIterable<Batch>;
  close(): Promise<void>;
}

/** Test images that are evaluated at once. */
export const EVALUATION_BATCH = 256;

/** Batches that are made when they are asked for, by whoever asks. */
export function directBatches(recipe: BatchRecipe): BatchSource {
  const maker = new BatchMaker(recipe);
  return {
    train: (step) => maker.make({ set: 'train', step }),
    async *test() {
      for (const job of testJobs(recipe.source.test.count, EVALUATION_BATCH)) yield await maker.make(job);
    },
    close() {
      maker.close();
      return Promise.resolve();
    },
  };
}
