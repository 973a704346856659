import { type SlidingWindow, windowOutput, windowPads } from '../ops/window.ts';

/**
 * The output size of one axis with the numbers put in: `⌊(32 + 2·1 − 3)/1⌋ + 1 = 32`. The same formula as in
 * `../ops/window.ts`; with a dilation d the kernel reaches over d·(k−1) + 1 pixels.
 */
export function windowArithmetic(
  window: SlidingWindow,
  axis: 0 | 1,
  size: number,
  rounding: 'floor' | 'ceil' = 'floor',
): string {
  const kernel = window.kernel[axis];
  const dilation = window.dilation[axis];
  const pads = padText(windowPads(window, axis, size));
  const reach = dilation === 1 ? `${kernel}` : `${dilation}·(${kernel} − 1) − 1`;
  const [open, close] = rounding === 'floor' ? ['⌊', '⌋'] : ['⌈', '⌉'];
  const output = windowOutput(window, axis, size, rounding);
  return `${open}(${size}${pads} − ${reach})/${window.stride[axis]}${close} + 1 = ${output}`;
}

function padText([before, after]: readonly [number, number]): string {
  if (before === 0 && after === 0) return '';
  return before === after ? ` + 2·${before}` : ` + ${before} + ${after}`;
}

/** One line for both axes where they are equal, else one for each, with what it says. */
export function bothAxes(
  window: SlidingWindow,
  height: number,
  width: number,
  rounding: 'floor' | 'ceil' = 'floor',
): { readonly axes: 'both' | 'height' | 'width'; readonly formula: string }[] {
  const vertical = windowArithmetic(window, 0, height, rounding);
  const horizontal = windowArithmetic(window, 1, width, rounding);
  if (vertical === horizontal) return [{ axes: 'both', formula: vertical }];
  return [
    { axes: 'height', formula: vertical },
    { axes: 'width', formula: horizontal },
  ];
}
