import { stepsPerEpoch } from '../data/batches.ts';
import { EVALUATION_BATCH } from '../data/batchSource.ts';
import type { Dataset } from '../data/dataset.ts';
import type { GraphBatches } from '../stepGraph/graphExecutor.ts';

/** The batches that a run meets: whole ones and the rest of an epoch, and of the test set. */
export function stepSizes(dataset: Dataset, batch: number, totalSteps: number): GraphBatches {
  const { shape, train, test } = dataset;
  const [height, width, channels] = shape;
  const meetsRest = totalSteps >= stepsPerEpoch(train.count, batch);
  return {
    image: [height, width, channels],
    train: sizes(train.count, batch).filter((size) => size === batch || meetsRest),
    evaluate: sizes(test.count, EVALUATION_BATCH),
  };
}

function sizes(count: number, batch: number): number[] {
  return [count >= batch ? batch : 0, count % batch].filter((size) => size > 0);
}
