import { describe, expect, it } from 'vitest';
import type { VariableSpec } from '../../../src/training/ops/opImplementation.ts';
import { OP_IMPLEMENTATIONS } from '../../../src/training/ops/registry.ts';

const INIT = { type: 'he_normal', gain: 1 } as const;
const WINDOW = { stride: [1, 1], padding: 'same', dilation: [1, 1], bias: true, init: INIT } as const;
const MAP = [8, 8, 16] as const;

function fansOf(specs: readonly VariableSpec[]): (readonly [number, number])[] {
  return specs.flatMap(({ initial }) =>
    initial.type === 'random' ? [[initial.fanIn, initial.fanOut] as const] : [],
  );
}

/** As PyTorch's `_calculate_fan_in_and_fan_out` counts them: by how many weights a unit, or an input, has. */
describe('the fans that first values are scaled by', () => {
  it.each([
    // A unit of 3 × 3 × 16 weights.
    ['of a convolution', 1, 3 * 3 * 16, 3 * 3 * 32],
    // Each of the 4 groups sees 4 channels.
    ['of a convolution in groups', 4, 3 * 3 * 4, 3 * 3 * 32],
  ])('%s', (_, groups, fanIn, fanOut) => {
    const attributes = {
      ...WINDOW,
      filters: 32,
      kernel: [3, 3] as const,
      groups,
      parametrization: 'none' as const,
    };
    expect(fansOf(OP_IMPLEMENTATIONS.conv.variables(attributes, [MAP]))).toEqual([[fanIn, fanOut]]);
  });

  it('of a depthwise convolution, whose units see one channel', () => {
    const attributes = { ...WINDOW, kernel: [3, 5] as const, multiplier: 2 };
    const specs = OP_IMPLEMENTATIONS.depthwise_conv.variables(attributes, [MAP]);
    expect(fansOf(specs)).toEqual([[3 * 5, 3 * 5 * 32]]);
  });

  it('of a dense layer', () => {
    const specs = OP_IMPLEMENTATIONS.dense.variables({ units: 10, bias: true, init: INIT }, [[64]]);
    expect(fansOf(specs)).toEqual([[64, 10]]);
  });
});
