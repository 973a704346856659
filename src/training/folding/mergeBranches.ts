import type { ConvAttributes, OpOf, Padding, Pair } from '../../core/model/op.ts';
import { channelsOf } from '../../core/model/shape.ts';
import { windowOutput, windowPads } from '../../core/ops/window.ts';
import type { Affine } from './affine.ts';
import { type Linear, withBias } from './linear.ts';

export type Conv = Linear<OpOf<'conv'>>;

/** The input itself, or its batch norm: what a 1×1 kernel with one weight a channel gives. */
export interface PerChannel {
  readonly affine: Affine;
  readonly madeOf: readonly string[];
  readonly weights: string;
}

/** Where the taps of a window lie on one axis, from the pixel that the stride leads to. */
interface Taps {
  readonly first: number;
  readonly distance: number;
  readonly count: number;
}

/**
 * The sum of convolutions of one value, and of what is done to each of its channels, as one convolution (Ding
 * et al., 2101.03697, §3.3): each kernel is put into a window that holds them all, and the kernels and biases
 * are added. Null where no window does: with dilations that do not fit into each other.
 * @param convs one or more, of the same input, stride and groups.
 */
export function mergeBranches(convs: readonly Conv[], others: readonly PerChannel[]): Conv | null {
  const main = convs.reduce((most, conv) => (conv.kernel.length > most.kernel.length ? conv : most));
  const taps = ([0, 1] as const).map((axis) => convs.map((conv) => tapsOf(conv, axis)));
  const rows = union([...(taps[0] ?? []), ...others.map(() => CENTRE)]);
  const columns = union([...(taps[1] ?? []), ...others.map(() => CENTRE)]);
  if (rows === null || columns === null) return null;
  const [, , channels = 0, filters = 0] = main.kernelShape;
  const kernelShape = [rows.count, columns.count, channels, filters];
  const kernel = new Float64Array(rows.count * columns.count * channels * filters);
  const place = (row: number, column: number): number => (row * columns.count + column) * channels * filters;
  for (const conv of convs) addKernel(kernel, conv, [rows, columns], place);
  const centre = place(-rows.first / rows.distance, -columns.first / columns.distance);
  for (const { affine } of others) {
    affine.factor.forEach((factor, filter) => {
      const at = centre + (filter % channels) * filters + filter;
      kernel[at] = (kernel[at] ?? 0) + factor;
    });
  }
  const biases = [...convs.map(({ bias }) => bias), ...others.map(({ affine }) => affine.offset)];
  const attributes: ConvAttributes = {
    ...main.op.attributes,
    kernel: [rows.count, columns.count],
    dilation: [rows.distance, columns.distance],
  };
  const padding = paddingOf(main, attributes, [rows, columns]);
  const parts = [...convs, ...others];
  const layout = JSON.stringify([rows, columns, convs.map((conv) => conv.kernelShape)]);
  return {
    ...main,
    op: withBias({ kind: 'conv', attributes: { ...attributes, padding } }),
    kernelShape,
    kernel,
    bias: Float64Array.from({ length: channelsOf(main.outputShape) }, (_, c) =>
      biases.reduce((sum, bias) => sum + (bias[c] ?? 0), 0),
    ),
    madeOf: parts.flatMap(({ madeOf }) => madeOf),
    weights: `${parts.map(({ weights }) => weights).join(' + ')} @ ${layout}`,
  };
}

const CENTRE: Taps = { first: 0, distance: 1, count: 1 };

function tapsOf({ op: { attributes }, inputShape }: Conv, axis: 0 | 1): Taps {
  const [before] = windowPads(attributes, axis, inputShape[axis] ?? 0);
  return { first: 0 - before, distance: attributes.dilation[axis], count: attributes.kernel[axis] };
}

/** The fewest evenly spaced taps that hold all; null where they are not spaced alike. */
function union(all: readonly Taps[]): Taps | null {
  const spread = all.filter(({ count }) => count > 1);
  const distance = spread[0]?.distance ?? 1;
  const first = Math.min(...all.map((taps) => taps.first));
  const last = Math.max(...all.map((taps) => taps.first + taps.distance * (taps.count - 1)));
  const fits =
    spread.every((taps) => taps.distance === distance) &&
    all.every((taps) => (taps.first - first) % distance === 0);
  return fits ? { first, distance, count: (last - first) / distance + 1 } : null;
}

function addKernel(
  sum: Float64Array,
  conv: Conv,
  window: readonly [Taps, Taps],
  place: (row: number, column: number) => number,
): void {
  const [height = 0, width = 0, channels = 0, filters = 0] = conv.kernelShape;
  const size = channels * filters;
  const shift = ([0, 1] as const).map(
    (axis) => (tapsOf(conv, axis).first - window[axis].first) / window[axis].distance,
  );
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const from = (row * width + column) * size;
      const to = place(row + (shift[0] ?? 0), column + (shift[1] ?? 0));
      for (let i = 0; i < size; i++) sum[to + i] = (sum[to + i] ?? 0) + (conv.kernel[from + i] ?? 0);
    }
  }
}

/** Of the paddings that put the taps where they are and give the output's size, the one that reads best. */
function paddingOf(main: Conv, attributes: ConvAttributes, window: readonly [Taps, Taps]): Padding {
  const sizes: Pair = [main.inputShape[0] ?? 0, main.inputShape[1] ?? 0];
  const fits = (padding: Padding): boolean =>
    ([0, 1] as const).every((axis) => {
      const tried = { ...attributes, padding };
      const [before] = windowPads(tried, axis, sizes[axis]);
      return (
        before === -window[axis].first && windowOutput(tried, axis, sizes[axis]) === main.outputShape[axis]
      );
    });
  const word = ([main.op.attributes.padding, 'same', 'half', 'valid'] as const).find(fits);
  if (word !== undefined) return word;
  const pads = ([0, 1] as const).flatMap((axis) => {
    const { first, distance, count } = window[axis];
    const lastWindow = ((main.outputShape[axis] ?? 1) - 1) * attributes.stride[axis];
    return [-first, Math.max(0, lastWindow + first + distance * (count - 1) + 1 - sizes[axis])];
  });
  return [pads[0] ?? 0, pads[1] ?? 0, pads[2] ?? 0, pads[3] ?? 0];
}
