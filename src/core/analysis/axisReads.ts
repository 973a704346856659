import type { ConvTransposeAttributes, Op, Pair } from '../model/op.ts';
import type { Dim, Shape } from '../model/shape.ts';
import { fixedPads, type SlidingWindow, windowPads } from '../ops/window.ts';
import { isSymbolic } from '../symbolic/symbolicSize.ts';
import { type AxisWalk, SAME_PIXEL } from './axisWalk.ts';

export interface WalkRead {
  readonly type: 'walk';
  readonly walk: AxisWalk;
  /** True where it leaves pixels out, within a window or between two. */
  readonly hasHoles?: boolean;
}

/** What one pixel of an op's output reads of a producer along one axis. */
export type AxisRead =
  | { readonly type: 'same' }
  | WalkRead
  /** All pixels; the output is a vector. */
  | { readonly type: 'whole' }
  /** Its own pixel, and all others through means or other statistics. */
  | { readonly type: 'same-and-whole' };

const SAME: AxisRead = { type: 'same' };

/**
 * What an op reads of each of its producers along an axis (0: height, 1: width). Batch norms use moving
 * statistics at test, and a layer norm is over the channels of one pixel; a group norm's statistics are those of
 * the whole map.
 */
export function axisRead(op: Op, axis: 0 | 1, input: Shape): AxisRead {
  switch (op.kind) {
    case 'conv':
    case 'depthwise_conv':
      return windowRead(op.attributes, axis, input[axis] ?? 1);
    case 'conv_transpose':
      return { type: 'walk', walk: transposedWalk(op.attributes, axis) };
    case 'pool': {
      if (!('size' in op.attributes)) return { type: 'whole' };
      const window = { ...op.attributes, kernel: op.attributes.size, dilation: [1, 1] as const };
      return windowRead(window, axis, input[axis] ?? 1);
    }
    case 'pad':
      return { type: 'walk', walk: shifted(-op.attributes.size[(2 * axis) as 0 | 2]) };
    case 'shortcut_a':
      return { type: 'walk', walk: { ...SAME_PIXEL, step: op.attributes.stride[axis] } };
    case 'upsample':
      return { type: 'walk', walk: upsampleWalk(op.attributes.size[axis], op.attributes.method) };
    case 'flatten':
    case 'dense':
      return input.length === 3 ? { type: 'whole' } : SAME;
    case 'squeeze_excite':
      return { type: 'same-and-whole' };
    case 'norm':
      return op.attributes.type === 'group' && input.length === 3 ? { type: 'same-and-whole' } : SAME;
    case 'activation':
    case 'dropout':
    case 'add':
    case 'multiply':
    case 'mean':
    case 'gate':
    case 'slice':
    case 'concat':
    case 'scale':
    case 'bias':
    case 'unknown':
      return SAME;
  }
}

function shifted(by: number): AxisWalk {
  return { ...SAME_PIXEL, first: [by], last: [by] };
}

function windowRead(window: SlidingWindow, axis: 0 | 1, size: Dim): WalkRead {
  const [kernel, stride, dilation] = [window.kernel[axis], window.stride[axis], window.dilation[axis]];
  const reach = dilation * (kernel - 1);
  const [least, most] = padsBefore(window, axis, size);
  return {
    type: 'walk',
    walk: { step: stride, first: [-least], last: [reach - least], slack: most - least, isExact: true },
    hasHoles: (dilation > 1 && kernel > 1) || stride > kernel,
  };
}

/**
 * The padding before, at least and at most. `same` pads a map whose size is a symbol as much as the kernel
 * reaches where one pixel is left over, and by up to stride − 1 less where the stride divides the size.
 */
function padsBefore(window: SlidingWindow, axis: 0 | 1, size: Dim): Pair {
  if (!isSymbolic(size)) {
    const [before] = windowPads(window, axis, size);
    return [before, before];
  }
  const fixed = fixedPads(window, axis);
  if (fixed !== null) return [fixed[0], fixed[0]];
  const reach = window.dilation[axis] * (window.kernel[axis] - 1);
  const least = Math.max(0, reach + 1 - window.stride[axis]);
  return [Math.floor(least / 2), Math.floor(reach / 2)];
}

/**
 * Input pixel j adds to the outputs stride·j − pads to stride·j − pads + kernel − 1. Where the kernel is smaller
 * than the stride some outputs see nothing; they count as seeing the pixel before.
 */
function transposedWalk(attributes: ConvTransposeAttributes, axis: 0 | 1): AxisWalk {
  const [stride, kernel] = [attributes.stride[axis], attributes.kernel[axis]];
  const same = Math.floor(Math.max(0, kernel - stride) / 2);
  const before = fixedPads({ ...attributes, dilation: [1, 1] }, axis)?.[0] ?? same;
  const last = Array.from({ length: stride }, (_, phase) => Math.floor((phase + before) / stride));
  return {
    step: 1,
    first: last.map((end, phase) => Math.min(end, Math.ceil((phase + before - kernel + 1) / stride))),
    last,
    slack: 0,
    isExact: kernel >= stride,
  };
}

/** Bilinear: pixels are areas, so that output pixel i lies at (i + ½)/by − ½ of the input. */
function upsampleWalk(by: number, method: 'nearest' | 'bilinear'): AxisWalk {
  const phases = Array.from({ length: by }, (_, phase) => phase);
  const at = (phase: number): number => (2 * phase + 1 - by) / (2 * by);
  if (method === 'nearest') return { ...SAME_PIXEL, first: phases.map(() => 0), last: phases.map(() => 0) };
  return {
    ...SAME_PIXEL,
    first: phases.map((phase) => Math.floor(at(phase))),
    last: phases.map((phase) => Math.ceil(at(phase))),
  };
}
