import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { compositeKernels } from '../../../src/training/backends/compositeKernels.ts';
import { Network } from '../../../src/training/network/network.ts';
import { createOptimizer } from '../../../src/training/optimizers/optimizer.ts';
import { trainedVariables } from '../../../src/training/optimizers/trainedVariable.ts';
import { crossEntropy, rightAnswers } from '../../../src/training/step/loss.ts';
import { trainingStep } from '../../../src/training/step/trainingStep.ts';
import { ModelBuilder, type Value } from '../support/modelBuilder.ts';

const LOGITS = [
  [2, 0, -1],
  [0, 1, 3],
];

/** −Σ target·log softmax, in double precision. */
function expectedLoss(row: readonly number[], target: readonly number[]): number {
  const total = row.reduce((sum, logit) => sum + Math.exp(logit), 0);
  return -row.reduce((sum, logit, i) => sum + (target[i] ?? 0) * (logit - Math.log(total)), 0);
}

const BATCH_NORM = {
  type: 'batch',
  epsilon: 1e-5,
  momentum: 0.9,
  groups: 1,
  scale: true,
  center: true,
  gammaInit: 1,
} as const;

describe('the loss', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  it.each([0, 0.1])(
    'is softmax cross-entropy, with label smoothing %d shared by all classes',
    (smoothing) => {
      const labels = [1, 2];
      const losses = crossEntropy(
        tf.tensor2d(LOGITS),
        tf.tensor1d(labels, 'int32'),
        smoothing,
        compositeKernels,
      );
      losses.dataSync().forEach((loss, i) => {
        const target = [0, 1, 2].map((c) => (c === labels[i] ? 1 - smoothing : 0) + smoothing / 3);
        expect(loss).toBeCloseTo(expectedLoss(LOGITS[i] ?? [], target), 5);
      });
    },
  );

  it('counts right answers, over several heads their mean', () => {
    const first = tf.tensor2d(LOGITS);
    const second = tf.tensor2d([
      [2, 0, -1],
      [9, 1, 3],
    ]);
    const labels = tf.tensor1d([0, 2], 'int32');
    expect([...rightAnswers([first], labels).dataSync()]).toEqual([1, 1]);
    expect([...rightAnswers([first, second], labels).dataSync()]).toEqual([1, 0.5]);
  });
});

describe('a training step', () => {
  function learn(weightDecay: number, decayNorm: boolean): Map<string, Float32Array> {
    const build = new ModelBuilder([2, 2, 1]);
    const normed: Value = build.op('norm', 'norm', BATCH_NORM, [-1]);
    const vector = build.op('flatten', 'flatten', {}, [normed]);
    const init = { type: 'zeros', gain: 1 } as const;
    const heads = ['a', 'b'].map((path) => build.op(path, 'dense', { units: 2, bias: true, init }, [vector]));
    const network = new Network(build.flat(...heads), 1);
    const trained = trainedVariables(network.variables, weightDecay, decayNorm);
    const optimizer = createOptimizer({ type: 'sgd', momentum: 0, nesterov: false }, trained);
    const before = tf.memory().numTensors;
    const feeds = {
      images: tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2, 1]),
      labels: tf.tensor1d([0, 1], 'int32'),
      learningRate: tf.scalar(1),
      step: tf.scalar(1, 'int32'),
    };
    const learner = { network, trained, optimizer, kernels: compositeKernels, labelSmoothing: 0 };
    const result = trainingStep({ ...learner, heads: { input: 0, logits: heads } }, feeds);
    const [loss, accuracy] = result.dataSync();
    // Zero logits over two classes: log 2 for each of the two heads.
    expect(loss).toBeCloseTo(2 * Math.log(2), 5);
    expect(accuracy).toBe(0.5);
    tf.dispose([result, ...Object.values(feeds)]);
    expect(tf.memory().numTensors).toBe(before);
    return new Map(
      network.variables.map(({ name, variable }) => [name, variable.dataSync() as Float32Array]),
    );
  }

  it('adds the losses of its heads, leaves no tensor behind, and moves the statistics', () => {
    const after = learn(0, false);
    // Of 1 … 8: mean 4.5, unbiased variance 6; a tenth of each moves in.
    expect(after.get('norm/moving_mean')?.[0]).toBeCloseTo(0.45, 5);
    expect(after.get('norm/moving_variance')?.[0]).toBeCloseTo(0.9 + 0.6, 5);
    expect(after.get('a/kernel')).toEqual(after.get('b/kernel'));
  });

  it('decays γ only when asked to', () => {
    // The kernels are zero, so the loss gives γ no gradient: what changes it is the decay alone.
    expect(learn(0.25, false).get('norm/gamma')?.[0]).toBe(1);
    expect(learn(0.25, true).get('norm/gamma')?.[0]).toBe(0.75);
  });
});
