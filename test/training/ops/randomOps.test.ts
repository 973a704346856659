import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OpAttributes, OpKind } from '../../../src/core/model/op.ts';
import { compositeKernels } from '../../../src/training/backends/compositeKernels.ts';
import { Network } from '../../../src/training/network/network.ts';
import { ModelBuilder } from '../support/modelBuilder.ts';

const EXAMPLES = 4000;

/** The op's output for inputs of constants, one a producer: a number for each of 4,000 examples. */
function run<K extends OpKind>(
  kind: K,
  attributes: OpAttributes[K],
  constants: readonly number[],
  at: { readonly step?: number; readonly seed?: number; readonly training?: boolean } = {},
): number[] {
  const build = new ModelBuilder(...constants.map(() => [1]));
  const output = build.op(
    'op',
    kind,
    attributes,
    constants.map((_, k) => -1 - k),
  );
  const network = new Network(build.flat(output), at.seed ?? 1);
  const inputs = constants.map((value) => tf.fill([EXAMPLES, 1], value));
  const [result] = network.forward(inputs, [output], {
    kernels: compositeKernels,
    training: at.training ?? true,
    step: tf.scalar(at.step ?? 1, 'int32'),
    onStatistics: () => undefined,
  });
  return [...(result?.dataSync() ?? [])];
}

const share = (values: readonly number[], wanted: number): number =>
  values.filter((value) => Math.abs(value - wanted) < 1e-5).length / values.length;

describe('what is random in training', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  it('dropout drops the rate, makes up for it in what stays, and does nothing at test', () => {
    const values = run('dropout', { rate: 0.25 }, [3]);
    expect(share(values, 0)).toBeCloseTo(0.25, 1);
    expect(share(values, 4)).toBeCloseTo(0.75, 1);
    expect(share(values, 0) + share(values, 4)).toBe(1);
    expect(share(run('dropout', { rate: 0.25 }, [3], { training: false }), 3)).toBe(1);
  });

  it('a branch survives with its probability in training and is scaled by it at test', () => {
    const attributes = { survival: 0.6, scale: 2 };
    const values = run('add', attributes, [5, 1]);
    expect(share(values, 11)).toBeCloseTo(0.6, 1);
    expect(share(values, 1)).toBeCloseTo(0.4, 1);
    expect(share(run('add', attributes, [5, 1], { training: false }), 0.6 * 10 + 1)).toBe(1);
  });

  it('drop-path means over what stays, and one at least stays', () => {
    const values = run('mean', { dropPath: 0.5 }, [2, 8]);
    // Both stay 1/4, one alone 1/4 each, and where none would (1/4) one of the two is drawn.
    expect(share(values, 5)).toBeCloseTo(0.25, 1);
    expect(share(values, 2)).toBeCloseTo(0.375, 1);
    expect(share(values, 8)).toBeCloseTo(0.375, 1);
    expect(share(values, 5) + share(values, 2) + share(values, 8)).toBe(1);
    expect(share(run('mean', { dropPath: 0.5 }, [2, 8], { training: false }), 5)).toBe(1);
  });

  it.each([0.5, 0.95, 1])(
    'drop-path of %d leaves one of many inputs at least in every example',
    (dropPath) => {
      // The mean of each set of powers of two is another number, so it says which of them stayed.
      const inputs = [1, 2, 4, 8];
      const means = new Map<number, number>();
      for (let set = 1; set < 16; set++) {
        const kept = inputs.filter((value) => (set & value) !== 0).length;
        means.set(Math.fround(set / kept), kept);
      }
      const counts = [0, 0, 0, 0, 0];
      for (const value of run('mean', { dropPath }, inputs)) {
        const kept = means.get(value) ?? 0;
        counts[kept] = (counts[kept] ?? 0) + 1;
      }
      const [none, ...some] = counts.map((count) => count / EXAMPLES);
      expect(none).toBe(0);
      // Binomial, and where none would stay one does.
      const stay = 1 - dropPath;
      const binomial = [4, 6, 4, 1].map((ways, i) => ways * stay ** (i + 1) * dropPath ** (3 - i));
      binomial[0] = (binomial[0] ?? 0) + dropPath ** 4;
      for (const [i, wanted] of binomial.entries()) expect(some[i]).toBeCloseTo(wanted, 1);
    },
  );

  it('drop-path draws for each input and each example by itself', () => {
    const inputs = [1, 2, 4, 8];
    const first = run('mean', { dropPath: 1 }, inputs);
    for (const input of inputs) expect(share(first, input)).toBeCloseTo(0.25, 1);
    const runs = first.filter((value, i) => value === first[i - 1]).length / EXAMPLES;
    expect(runs).toBeCloseTo(0.25, 1);
  });

  it('follows from the seed, the op and the step', () => {
    const once = run('dropout', { rate: 0.5 }, [1], { step: 7 });
    expect(run('dropout', { rate: 0.5 }, [1], { step: 7 })).toEqual(once);
    expect(run('dropout', { rate: 0.5 }, [1], { step: 8 })).not.toEqual(once);
    expect(run('dropout', { rate: 0.5 }, [1], { step: 7, seed: 2 })).not.toEqual(once);
  });
});
