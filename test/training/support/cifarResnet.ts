import type { ConvAttributes, NormAttributes } from '../../../src/core/model/op.ts';
import type { ModelBuilder, Value } from './modelBuilder.ts';

export const BATCH_NORM: NormAttributes = {
  type: 'batch',
  epsilon: 1e-5,
  momentum: 0.9,
  groups: 1,
  scale: true,
  center: true,
  gammaInit: 1,
};

export function convAttributes(
  filters: number,
  kernel: number,
  stride: number,
  more: Partial<ConvAttributes> = {},
): ConvAttributes {
  return {
    filters,
    kernel: [kernel, kernel],
    stride: [stride, stride],
    padding: 'same',
    dilation: [1, 1],
    groups: 1,
    bias: false,
    init: { type: 'he_normal', gain: 1 },
    ...more,
  };
}

/** The paper's CIFAR net of 6n + 2 layers (§4.2) with option A. @returns the logits. */
export function cifarResnet(build: ModelBuilder, n: number): Value {
  let x = convolution(build, 'conv1', -1, 16, 1, true);
  [16, 32, 64].forEach((filters, stage) => {
    for (let block = 0; block < n; block++) {
      const path = `conv${stage + 2}_x.${block + 1}`;
      x = basicBlock(build, path, x, filters, stage > 0 && block === 0 ? 2 : 1);
    }
  });
  const pooled = build.op('pool', 'pool', { type: 'global_average' }, [x]);
  const dense = { units: 10, bias: true, init: { type: 'he_normal', gain: 1 } } as const;
  return build.op('dense', 'dense', dense, [pooled]);
}

function basicBlock(build: ModelBuilder, path: string, x: Value, filters: number, stride: number): Value {
  const first = convolution(build, `${path}.conv`, x, filters, stride, true);
  const second = convolution(build, `${path}.conv_2`, first, filters, 1, false);
  const shortcut =
    stride === 1
      ? x
      : build.op(`${path}.shortcut`, 'shortcut_a', { stride: [stride, stride], channels: filters }, [x]);
  const sum = build.op(`${path}.add`, 'add', { survival: 1, scale: 1 }, [second, shortcut]);
  return relu(build, `${path}.relu`, sum);
}

function convolution(
  build: ModelBuilder,
  path: string,
  x: Value,
  filters: number,
  stride: number,
  active: boolean,
): Value {
  const convolved = build.op(path, 'conv', convAttributes(filters, 3, stride), [x]);
  const normed = build.op(`${path}.norm`, 'norm', BATCH_NORM, [convolved]);
  return active ? relu(build, `${path}.activation`, normed) : normed;
}

function relu(build: ModelBuilder, path: string, x: Value): Value {
  return build.op(path, 'activation', { type: 'relu', slope: 0 }, [x]);
}
