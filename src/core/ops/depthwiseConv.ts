import { optional } from '../language/attributeTable.ts';
import { integer } from '../language/attributeType.ts';
import { CONV_WINDOW_TABLE } from './conv.ts';
import type { OpDefinition } from './opDefinition.ts';
import { requireMap } from './requireMap.ts';
import { inferWindow } from './window.ts';

export const DEPTHWISE_CONV_TABLE = {
  ...CONV_WINDOW_TABLE,
  multiplier: optional(integer(1), 1, 'Output channels for each input channel.'),
} as const;

export const depthwiseConv: OpDefinition<'depthwise_conv'> = {
  kind: 'depthwise_conv',
  infer(attributes, [input], problem) {
    const map = requireMap(input, 'depthwise_conv', problem);
    if (map === null) return null;
    const size = inferWindow(attributes, map[0], map[1], 'kernel', problem);
    return size === null ? null : [...size, map[2] * attributes.multiplier];
  },
  /** One k_h·k_w kernel for each output channel. */
  cost({ kernel, multiplier, bias }, [input], output) {
    const channels = (input?.[2] ?? 0) * multiplier;
    const weights = kernel[0] * kernel[1] * channels;
    return {
      trainable: weights + (bias ? channels : 0),
      nonTrainable: 0,
      macs: weights * (output[0] ?? 0) * (output[1] ?? 0),
    };
  },
};
