import { message } from '../diagnostics/message.ts';
import type { Padding, Pair } from '../model/op.ts';
import type { Dim } from '../model/shape.ts';
import { fitAll, restrictionsOf } from '../symbolic/fit.ts';
import {
  addSizes,
  ceilDivide,
  floorDivide,
  isSymbolic,
  type SymbolicSize,
} from '../symbolic/symbolicSize.ts';
import type { ShapeProblem } from './opDefinition.ts';

/** A window that slides over a map: what convolutions and pools share. */
export interface SlidingWindow {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Padding;
  readonly dilation: Pair;
}

/**
 * Pixels of padding before and after, on one axis (0: height, 1: width).
 * `same` is TensorFlow's rule: the output is ⌈n/stride⌉ and the odd pixel goes after. `half` puts
 * ⌊dilation·(k−1)/2⌋ on both sides, as the paper's Caffe nets and PyTorch do.
 */
export function windowPads(window: SlidingWindow, axis: 0 | 1, size: number): Pair {
  return fixedPads(window, axis) ?? samePads(window, axis, size);
}

/** Pads that do not depend on the size; null for `same`. */
export function fixedPads(window: SlidingWindow, axis: 0 | 1): Pair | null {
  const { padding } = window;
  const reach = window.dilation[axis] * (window.kernel[axis] - 1);
  if (padding === 'valid') return [0, 0];
  if (padding === 'half') return [Math.floor(reach / 2), Math.floor(reach / 2)];
  if (padding === 'same') return null;
  return axis === 0 ? [padding[0], padding[1]] : [padding[2], padding[3]];
}

function samePads(window: SlidingWindow, axis: 0 | 1, size: number): Pair {
  const stride = window.stride[axis];
  const reach = window.dilation[axis] * (window.kernel[axis] - 1);
  const total = Math.max(0, (Math.ceil(size / stride) - 1) * stride + reach + 1 - size);
  return [Math.floor(total / 2), total - Math.floor(total / 2)];
}

/**
 * Output size on one axis: ⌊(n + pads − dilation·(k−1) − 1)/stride⌋ + 1. With `ceil` the division rounds up,
 * but a last window that would start beyond the input and the padding before it is dropped (as in PyTorch).
 * Zero or less means that no window fits.
 */
export function windowOutput(
  window: SlidingWindow,
  axis: 0 | 1,
  size: Dim,
  rounding: 'floor' | 'ceil' = 'floor',
): Dim {
  if (isSymbolic(size)) return symbolicOutput(window, axis, size, rounding);
  const [before, after] = windowPads(window, axis, size);
  const stride = window.stride[axis];
  const room = size + before + after - window.dilation[axis] * (window.kernel[axis] - 1) - 1;
  if (rounding === 'floor') return room < 0 ? 0 : Math.floor(room / stride) + 1;
  const output = Math.ceil(room / stride) + 1;
  return (output - 1) * stride >= size + before ? output - 1 : output;
}

/**
 * The same rule with a size that is no number. Rounded up, the windows that count start before size + before
 * and are ⌈(size + before)/stride⌉; which of the two bounds is the lower one depends on the pads alone.
 */
function symbolicOutput(
  window: SlidingWindow,
  axis: 0 | 1,
  size: SymbolicSize,
  rounding: 'floor' | 'ceil',
): Dim {
  const stride = window.stride[axis];
  const pads = fixedPads(window, axis);
  if (pads === null) return ceilDivide(size, stride);
  const reach = window.dilation[axis] * (window.kernel[axis] - 1);
  const room = addSizes(size, pads[0] + pads[1] - reach - 1);
  if (rounding === 'floor') return addSizes(floorDivide(room, stride), 1);
  const excess = stride + pads[1] - reach - 1;
  if (excess > 0 && excess <= stride) return ceilDivide(addSizes(size, pads[0]), stride);
  return addSizes(ceilDivide(room, stride), excess <= 0 ? 1 : 0);
}

/** Height and width of the output, or null after reporting that nothing is left or that the map grows. */
export function inferWindow(
  window: SlidingWindow,
  height: Dim,
  width: Dim,
  kernelName: 'kernel' | 'size',
  problem: ShapeProblem,
  rounding: 'floor' | 'ceil' = 'floor',
): readonly [Dim, Dim] | null {
  const output = [
    windowOutput(window, 0, height, rounding),
    windowOutput(window, 1, width, rounding),
  ] as const;
  const fit = fitAll(output.map((size) => ({ type: 'atLeast', size, minimum: 1 })));
  if (fit.type !== 'always') {
    problem({
      code: 'shape.empty-output',
      ...restrictionsOf(fit),
      culprit: { type: 'attribute', name: kernelName },
      message: message(
        'A {kernel} window does not fit into the {input} map, so no pixel is left. Use a smaller `{name}`, or more `padding`.',
        { kernel: window.kernel.join('×'), input: [height, width], name: kernelName },
      ),
    });
    if (fit.type === 'never') return null;
  }
  reportGrowth(window, problem);
  return output;
}

function reportGrowth(window: SlidingWindow, problem: ShapeProblem): void {
  if (typeof window.padding === 'string') return;
  for (const axis of [0, 1] as const) {
    const [before, after] = fixedPads(window, axis) ?? [0, 0];
    const reach = window.dilation[axis] * (window.kernel[axis] - 1);
    if (before + after <= reach) continue;
    problem({
      code: 'shape.map-grows',
      severity: 'warning',
      culprit: { type: 'attribute', name: 'padding' },
      message: message(
        'This pads {pads} pixels on an axis where the window needs {reach}, so the map grows by rows of zeros alone. Use `padding: half` or `same`.',
        { pads: before + after, reach },
      ),
    });
    return;
  }
}
