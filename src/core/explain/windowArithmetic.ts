import type { ConvTransposeAttributes } from '../model/op.ts';
import type { Dim, Shape } from '../model/shape.ts';
import { transposedOutput } from '../ops/convTranspose.ts';
import { fixedPads, type SlidingWindow, windowOutput, windowPads } from '../ops/window.ts';
import { bracketed } from '../symbolic/formatSize.ts';
import { isSymbolic } from '../symbolic/symbolicSize.ts';

/**
 * The output size of one axis with the numbers put in: `⌊(32 + 2·1 − 3)/1⌋ + 1 = 32`. The same formula as in
 * `../ops/window.ts`; with a dilation d the kernel reaches over d·(k−1) + 1 pixels.
 */
export function windowArithmetic(
  window: SlidingWindow,
  axis: 0 | 1,
  size: Dim,
  rounding: 'floor' | 'ceil' = 'floor',
): string {
  const kernel = window.kernel[axis];
  const dilation = window.dilation[axis];
  const pads = isSymbolic(size) ? padsOfAny(window, axis) : windowPads(window, axis, size);
  const reach = dilation === 1 ? `${kernel}` : `${dilation}·(${kernel} − 1) − 1`;
  const [open, close] = rounding === 'floor' ? ['⌊', '⌋'] : ['⌈', '⌉'];
  const output = windowOutput(window, axis, size, rounding);
  const stride = window.stride[axis];
  if (pads === null) return equation(`⌈${bracketed(size)}/${stride}⌉`, String(output));
  return `${open}(${String(size)}${padText(pads)} − ${reach})/${stride}${close} + 1 = ${String(output)}`;
}

/** `⌈H/2⌉` is its own result. */
function equation(left: string, right: string): string {
  return left === right ? left : `${left} = ${right}`;
}

/** The pads that are the same for every size; `same` depends on it only where it strides. */
function padsOfAny(window: SlidingWindow, axis: 0 | 1): readonly [number, number] | null {
  if (window.padding !== 'same' || window.stride[axis] !== 1) return fixedPads(window, axis);
  return windowPads(window, axis, window.dilation[axis] * window.kernel[axis]);
}

function padText([before, after]: readonly [number, number]): string {
  if (before === 0 && after === 0) return '';
  return before === after ? ` + 2·${before}` : ` + ${before} + ${after}`;
}

/** `(16 − 1)·2 + 3 − 2·1 + 1 = 32`: the output size of a transposed convolution with the numbers put in. */
export function transposedArithmetic(attributes: ConvTransposeAttributes, input: Shape): AxisFormula[] {
  const [vertical, horizontal] = ([0, 1] as const).map((axis) => {
    const size = input[axis] ?? 0;
    const [stride, extra] = [attributes.stride[axis], attributes.outputPadding[axis]];
    const output = String(transposedOutput(attributes, axis, size));
    const pads = fixedPads({ ...attributes, dilation: [1, 1] }, axis);
    if (pads === null) return `${bracketed(size)}·${stride} = ${output}`;
    const less = padText(pads).replaceAll('+', '−');
    const more = extra === 0 ? '' : ` + ${extra}`;
    return `(${String(size)} − 1)·${stride} + ${attributes.kernel[axis]}${less}${more} = ${output}`;
  });
  return perAxis(vertical ?? '', horizontal ?? '');
}

interface AxisFormula {
  readonly axes: 'both' | 'height' | 'width';
  readonly formula: string;
}

/** One line for both axes where they are equal, else one for each, with what it says. */
export function bothAxes(
  window: SlidingWindow,
  height: Dim,
  width: Dim,
  rounding: 'floor' | 'ceil' = 'floor',
): AxisFormula[] {
  const vertical = windowArithmetic(window, 0, height, rounding);
  const horizontal = windowArithmetic(window, 1, width, rounding);
  return perAxis(vertical, horizontal);
}

function perAxis(vertical: string, horizontal: string): AxisFormula[] {
  if (vertical === horizontal) return [{ axes: 'both', formula: vertical }];
  return [
    { axes: 'height', formula: vertical },
    { axes: 'width', formula: horizontal },
  ];
}
