import { message } from '../diagnostics/message.ts';
import { optional, required, shapeless } from '../language/attributeTable.ts';
import { boolean, integer, pair, word } from '../language/attributeType.ts';
import { init, padding } from '../language/opTypes.ts';
import { type ConvAttributes, PARAMETRIZATIONS } from '../model/op.ts';
import { type Dim, elementsOf } from '../model/shape.ts';
import { fitAll, NEVER_FITS, restrictionsOf } from '../symbolic/fit.ts';
import { addSizes, floorDivide, multiplySizes, timesInteger } from '../symbolic/symbolicSize.ts';
import type { OpDefinition, ShapeProblem } from './opDefinition.ts';
import { requireMap } from './requireMap.ts';
import { inferWindow } from './window.ts';

/** Attributes that `conv` and `depthwise_conv` share. `bias` is decided by the norm where nobody writes it. */
export const CONV_WINDOW_TABLE = {
  kernel: optional(pair(1), [3, 3], 'Height and width of the kernel.'),
  stride: optional(pair(1), [1, 1], 'Step of the kernel: 2 halves the map.'),
  padding: optional(
    padding,
    'same',
    'Pixels around the map: `same` gives ⌈n/stride⌉, `half` is ⌊dilation·(k−1)/2⌋ on every side.',
  ),
  dilation: optional(pair(1), [1, 1], 'Distance between the taps of the kernel.'),
  bias: shapeless(
    optional<boolean | null>(
      { ...boolean, fallback: null },
      null,
      'A learned constant a channel. Default: only where no norm follows.',
    ),
  ),
  init: shapeless(optional(init, { type: 'he_normal', gain: 1 }, 'How the kernel starts.')),
} as const;

export const CONV_TABLE = {
  filters: required(integer(1), 'Number of output channels.'),
  ...CONV_WINDOW_TABLE,
  groups: optional(integer(1), 1, 'Splits the channels into groups that do not see each other.'),
  parametrization: shapeless(
    optional(
      word(PARAMETRIZATIONS),
      'none',
      'What the kernel is made of: `dirac` is α·δ + β·W/‖W‖ a filter, `standardized` takes off the mean and divides by the deviation.',
    ),
  ),
} as const;

export const conv: OpDefinition<'conv'> = {
  kind: 'conv',
  infer(attributes, [input], problem) {
    const map = requireMap(input, 'conv', problem);
    if (map === null) return null;
    const size = inferWindow(attributes, map[0], map[1], 'kernel', problem);
    checkGroups(attributes, map[2], problem);
    return size === null ? null : [...size, attributes.filters];
  },
  /** k_h·k_w·(in/groups)·out weights, applied once at each output pixel; `dirac` learns α and β a filter. */
  cost({ kernel, filters, groups, bias, parametrization }, [input], output) {
    const perFilter = floorDivide(input?.[2] ?? 0, groups);
    const weights = timesInteger(perFilter, kernel[0] * kernel[1] * filters);
    return {
      trainable: addSizes(weights, (bias ? filters : 0) + (parametrization === 'dirac' ? 2 * filters : 0)),
      nonTrainable: 0,
      macs: multiplySizes(weights, elementsOf(output.slice(0, 2))),
    };
  },
};

function checkGroups({ groups, filters }: ConvAttributes, channels: Dim, problem: ShapeProblem): void {
  const fit =
    filters % groups === 0 ? fitAll([{ type: 'divisible', size: channels, divisor: groups }]) : NEVER_FITS;
  if (fit.type === 'always') return;
  problem({
    code: 'shape.groups-not-divisible',
    ...restrictionsOf(fit),
    culprit: { type: 'attribute', name: 'groups' },
    message: message(
      '{groups} groups must divide both the channels that come in ({channels}) and the filters ({filters}).',
      { groups, channels, filters },
    ),
    relatedProducers: [0],
  });
}
