import type { Tensor } from '@tensorflow/tfjs';
import { evaluationStep } from './evaluationStep.ts';
import type { StepExecutor } from './stepExecutor.ts';
import { type Learner, trainingStep } from './trainingStep.ts';

/** Operation by operation, on every backend: what all other executors are compared with. */
export function createEagerExecutor(learner: Learner): StepExecutor {
  return {
    train(feeds) {
      const [loss, accuracy] = readPair(trainingStep(learner, feeds));
      return { loss, accuracy };
    },
    evaluate(feeds) {
      const [loss, right] = readPair(evaluationStep(learner, feeds));
      return { loss, right };
    },
    save() {
      // The steps change the variables themselves.
    },
    load() {
      // As above.
    },
    dispose() {
      // It holds nothing.
    },
  };
}

/** Disposes of it. */
export function readPair(result: Tensor): readonly [number, number] {
  const [first = Number.NaN, second = Number.NaN] = result.dataSync();
  result.dispose();
  return [first, second];
}
