import type { FlatModel, FlatOp } from '../../../src/core/model/flatten.ts';
import type { Op } from '../../../src/core/model/op.ts';

/** For each op and each pixel of its output along one axis: a bit for every input pixel that it depends on. */
export type Marks = readonly (readonly bigint[])[];

/**
 * Follows every pixel through every op by the definition of what the op adds up. A vector has one pixel. Only
 * for models with one input and without symbols.
 */
export function markReachable(flat: FlatModel, axis: 0 | 1, inputSize: number): Marks {
  const input = Array.from({ length: inputSize }, (_, pixel) => 1n << BigInt(pixel));
  const marks: bigint[][] = [];
  const marksAt = (index: number): readonly bigint[] => (index < 0 ? input : (marks[index] ?? []));
  for (const op of flat.ops) marks.push(marksOf(op, op.inputs.map(marksAt), axis));
  return marks;
}

function marksOf({ node }: FlatOp, inputs: readonly (readonly bigint[])[], axis: 0 | 1): bigint[] {
  const output = node.output ?? [];
  const length = output.length === 3 ? Number(output[axis]) : 1;
  return Array.from({ length }, (_, pixel) =>
    inputs.reduce((sum, marks) => sum | pixelMarks(node.op, pixel, marks, axis, length), 0n),
  );
}

function pixelMarks(op: Op, pixel: number, marks: readonly bigint[], axis: 0 | 1, outputs: number): bigint {
  const all = marks.reduce((sum, each) => sum | each, 0n);
  const at = (place: number): bigint => marks[place] ?? 0n;
  switch (op.kind) {
    case 'conv':
    case 'depthwise_conv': {
      const { kernel, stride, dilation, padding } = op.attributes;
      const pad = padBefore(padding, axis, marks.length, outputs, kernel[axis], stride[axis], dilation[axis]);
      return taps(kernel[axis]).reduce(
        (sum, tap) => sum | at(pixel * stride[axis] - pad + tap * dilation[axis]),
        0n,
      );
    }
    case 'conv_transpose': {
      const { kernel, stride, padding } = op.attributes;
      const pad =
        padding === 'same'
          ? Math.floor(Math.max(0, kernel[axis] - stride[axis]) / 2)
          : padBefore(padding, axis, 0, 0, kernel[axis], 1, 1);
      return marks.reduce((sum, each, from) => {
        const tap = pixel - from * stride[axis] + pad;
        return tap >= 0 && tap < kernel[axis] ? sum | each : sum;
      }, 0n);
    }
    case 'pool': {
      if (!('size' in op.attributes)) return all;
      const { size, stride, padding } = op.attributes;
      const pad = padBefore(padding, axis, marks.length, outputs, size[axis], stride[axis], 1);
      return taps(size[axis]).reduce((sum, tap) => sum | at(pixel * stride[axis] - pad + tap), 0n);
    }
    case 'pad':
      return at(pixel - op.attributes.size[axis === 0 ? 0 : 2]);
    case 'shortcut_a':
      return at(pixel * op.attributes.stride[axis]);
    case 'upsample': {
      const by = op.attributes.size[axis];
      if (op.attributes.method === 'nearest') return at(Math.floor(pixel / by));
      const centre = (pixel + 0.5) / by - 0.5;
      return marks.reduce((sum, each, from) => (Math.abs(centre - from) < 1 ? sum | each : sum), 0n);
    }
    case 'flatten':
    case 'squeeze_excite':
      return all;
    case 'norm':
      return op.attributes.type === 'group' ? all : at(pixel);
    default:
      return marks.length === 1 ? at(0) : at(pixel);
  }
}

function taps(count: number): number[] {
  return Array.from({ length: count }, (_, tap) => tap);
}

function padBefore(
  padding: unknown,
  axis: 0 | 1,
  size: number,
  outputs: number,
  kernel: number,
  stride: number,
  dilation: number,
): number {
  const reach = dilation * (kernel - 1);
  if (padding === 'valid') return 0;
  if (padding === 'half') return Math.floor(reach / 2);
  // TensorFlow: as much as the last window needs, the smaller half before.
  if (padding === 'same') return Math.floor(Math.max(0, (outputs - 1) * stride + reach + 1 - size) / 2);
  return Number((padding as readonly number[])[axis === 0 ? 0 : 2]);
}
