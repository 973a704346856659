import { describe, expect, it } from 'vitest';
import type { INIT_TYPES } from '../../../src/core/model/op.ts';
import { initialValues } from '../../../src/training/network/initialValues.ts';

const SIZE = 200_000;

function statistics(values: Float32Array): { mean: number; deviation: number; largest: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return {
    mean,
    deviation: Math.sqrt(variance),
    largest: values.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
  };
}

function draw(type: (typeof INIT_TYPES)[number], gain = 1, seed = 1, name = 'conv1/kernel'): Float32Array {
  return initialValues({ type: 'random', init: { type, gain }, fanIn: 576, fanOut: 128 }, SIZE, seed, name);
}

describe('initial values', () => {
  // The formulas of He, Glorot and LeCun for 576 inputs and 128 outputs.
  it.each([
    ['he_normal', Math.sqrt(2 / 576)],
    ['he_uniform', Math.sqrt(2 / 576)],
    ['glorot_normal', Math.sqrt(2 / 704)],
    ['glorot_uniform', Math.sqrt(2 / 704)],
    ['lecun_normal', Math.sqrt(1 / 576)],
    ['lecun_uniform', Math.sqrt(1 / 576)],
    ['zeros', 0],
  ] as const)('%s has exactly its variance', (type, wanted) => {
    const { mean, deviation, largest } = statistics(draw(type));
    // 200,000 draws give the deviation to 0.16 % (one standard error) for a normal distribution.
    expect(Math.abs(deviation - wanted)).toBeLessThanOrEqual(0.01 * wanted);
    expect(Math.abs(mean)).toBeLessThanOrEqual(0.02 * wanted);
    if (type.endsWith('uniform')) expect(largest).toBeLessThanOrEqual(wanted * Math.sqrt(3) * 1.000001);
    // Not truncated: among so many, some lie beyond four deviations.
    if (type.endsWith('normal')) expect(largest).toBeGreaterThan(4 * wanted);
  });

  it('multiplies the deviation by the gain', () => {
    expect(statistics(draw('he_normal', 3)).deviation).toBeCloseTo(3 * Math.sqrt(2 / 576), 2);
  });

  it('follows from the seed and the name', () => {
    expect(draw('he_normal')).toEqual(draw('he_normal'));
    expect(draw('he_normal', 1, 2).slice(0, 9)).not.toEqual(draw('he_normal').slice(0, 9));
    expect(draw('he_normal', 1, 1, 'conv2/kernel').slice(0, 9)).not.toEqual(draw('he_normal').slice(0, 9));
  });
});
