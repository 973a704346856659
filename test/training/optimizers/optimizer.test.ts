import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OptimizerPlan } from '../../../src/core/plan/trainingPlan.ts';
import { createOptimizer } from '../../../src/training/optimizers/optimizer.ts';

const RATE = 0.1;
const DECAY = 0.01;
const GRADIENTS = [0.5, -0.2, 0.3, 0.3];

/** One weight, four steps with fixed gradients. */
function run(plan: OptimizerPlan, decay: number): number[] {
  const variable = tf.variable(tf.tensor1d([2]));
  const optimizer = createOptimizer(plan, [{ name: 'w', variable, decay }]);
  const path = GRADIENTS.map((gradient, i) => {
    const feeds = { learningRate: tf.scalar(RATE), step: tf.scalar(i + 1, 'int32') };
    tf.tidy(() => {
      optimizer.apply(feeds, new Map([['w', tf.tensor1d([gradient])]]));
    });
    return variable.dataSync()[0] ?? Number.NaN;
  });
  optimizer.dispose();
  return path;
}

/** The same by the papers' formulas in double precision. */
function expected(rule: (w: number, gradient: number, step: number) => number): number[] {
  let w = 2;
  return GRADIENTS.map((gradient, i) => {
    w = rule(w, gradient, i + 1);
    return w;
  });
}

function expectClose(found: readonly number[], wanted: readonly number[]): void {
  wanted.forEach((value, i) => {
    expect(found[i]).toBeCloseTo(value, 5);
  });
}

describe('optimizers', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  it('SGD with momentum, the decay in the gradient', () => {
    let velocity = 0;
    const wanted = expected((w, gradient) => {
      velocity = 0.9 * velocity + gradient + DECAY * w;
      return w - RATE * velocity;
    });
    expectClose(run({ type: 'sgd', momentum: 0.9, nesterov: false }, DECAY), wanted);
  });

  it('SGD with Nesterov momentum looks ahead', () => {
    let velocity = 0;
    const wanted = expected((w, gradient) => {
      velocity = 0.9 * velocity + gradient;
      return w - RATE * (gradient + 0.9 * velocity);
    });
    expectClose(run({ type: 'sgd', momentum: 0.9, nesterov: true }, 0), wanted);
  });

  it('SGD without momentum keeps no memory', () => {
    expectClose(
      run({ type: 'sgd', momentum: 0, nesterov: false }, 0),
      expected((w, gradient) => w - RATE * gradient),
    );
  });

  it.each(['adam', 'adamw'] as const)('%s', (type) => {
    let [first, second] = [0, 0];
    const wanted = expected((w, gradient, step) => {
      const full = type === 'adam' ? gradient + DECAY * w : gradient;
      first = 0.9 * first + 0.1 * full;
      second = 0.99 * second + 0.01 * full ** 2;
      const direction = first / (1 - 0.9 ** step) / (Math.sqrt(second / (1 - 0.99 ** step)) + 1e-6);
      return w - RATE * (direction + (type === 'adamw' ? DECAY * w : 0));
    });
    expectClose(run({ type, beta1: 0.9, beta2: 0.99, epsilon: 1e-6 }, DECAY), wanted);
  });
});
