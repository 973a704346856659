import { message } from '../diagnostics/message.ts';
import { optional, required } from '../language/attributeTable.ts';
import { integer, pair } from '../language/attributeType.ts';
import type { ConvTransposeAttributes } from '../model/op.ts';
import { type Dim, elementsOf } from '../model/shape.ts';
import { fitAll, restrictionsOf } from '../symbolic/fit.ts';
import { addSizes, multiplySizes, timesInteger } from '../symbolic/symbolicSize.ts';
import { CONV_WINDOW_TABLE } from './conv.ts';
import type { OpDefinition, ShapeProblem } from './opDefinition.ts';
import { requireMap } from './requireMap.ts';
import { fixedPads } from './window.ts';

export const CONV_TRANSPOSE_TABLE = {
  filters: required(integer(1), 'Number of output channels.'),
  kernel: CONV_WINDOW_TABLE.kernel,
  stride: CONV_WINDOW_TABLE.stride,
  padding: CONV_WINDOW_TABLE.padding,
  bias: CONV_WINDOW_TABLE.bias,
  init: CONV_WINDOW_TABLE.init,
  output_padding: optional(
    pair(0),
    [0, 0],
    'Rows and columns more at the bottom and right, less than the stride: which of the sizes that a convolution takes to this one.',
  ),
} as const;

/** A convolution's step back: each input pixel adds its kernel to the output, `stride` pixels from the next. */
export const convTranspose: OpDefinition<'conv_transpose'> = {
  kind: 'conv_transpose',
  infer(attributes, [input], problem) {
    const map = requireMap(input, 'conv_transpose', problem);
    if (map === null) return null;
    if (!isOutputPaddingRight(attributes, problem)) return null;
    const size = [transposedOutput(attributes, 0, map[0]), transposedOutput(attributes, 1, map[1])] as const;
    const fit = fitAll(size.map((dim) => ({ type: 'atLeast', size: dim, minimum: 1 })));
    if (fit.type !== 'always') {
      problem({
        code: 'shape.empty-output',
        ...restrictionsOf(fit),
        culprit: { type: 'attribute', name: 'padding' },
        message: message(
          'The `padding` takes away more than the {input} map and the {kernel} kernel give, so no pixel is left. Use less.',
          { input: map.slice(0, 2), kernel: attributes.kernel.join('×') },
        ),
      });
      if (fit.type === 'never') return null;
    }
    return [...size, attributes.filters];
  },
  /** k_h·k_w·in·out weights, applied once at each input pixel. */
  cost({ kernel, filters, bias }, [input]) {
    const weights = timesInteger(input?.[2] ?? 0, kernel[0] * kernel[1] * filters);
    return {
      trainable: addSizes(weights, bias ? filters : 0),
      nonTrainable: 0,
      macs: multiplySizes(weights, elementsOf((input ?? []).slice(0, 2))),
    };
  },
};

/** `same`: n·stride. Else (n − 1)·stride + kernel − pads + output_padding. Zero or less: no pixel is left. */
export function transposedOutput(attributes: ConvTransposeAttributes, axis: 0 | 1, size: Dim): Dim {
  const { kernel, stride, outputPadding } = attributes;
  const pads = fixedPads({ ...attributes, dilation: [1, 1] }, axis);
  if (pads === null) return timesInteger(size, stride[axis]);
  const fixed = kernel[axis] - stride[axis] - pads[0] - pads[1] + outputPadding[axis];
  return addSizes(timesInteger(size, stride[axis]), fixed);
}

/** Rows beyond the stride would be further from every input pixel than the next step. `same` decides by itself. */
function isOutputPaddingRight(attributes: ConvTransposeAttributes, problem: ShapeProblem): boolean {
  const { outputPadding, stride, padding } = attributes;
  const most = stride.map((step) => (padding === 'same' ? 0 : step - 1));
  if (outputPadding.every((rows, axis) => rows <= (most[axis] ?? 0))) return true;
  const right = outputPadding.map((rows, axis) => Math.min(rows, most[axis] ?? 0));
  const args = { found: pairText(outputPadding), stride: pairText(stride), right: pairText(right) };
  problem({
    code: 'spec.out-of-range',
    culprit: { type: 'attribute', name: 'output_padding' },
    message:
      padding === 'same'
        ? message(
            '`output_padding` is {found}, but with `padding: same` the output is n·stride. Leave it out, or write `padding: half`.',
            args,
          )
        : message(
            '`output_padding` takes less than the stride of {stride}, and this is {found}: more rows would hold nothing. Write {right}, or a larger stride.',
            args,
          ),
  });
  return false;
}

/** As the language writes it: `2`, or `[2, 3]`. */
function pairText(pair: readonly number[]): string {
  return pair[0] === pair[1] ? String(pair[0]) : `[${pair.join(', ')}]`;
}
