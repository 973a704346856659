import { optional } from '../language/attributeTable.ts';
import { integer } from '../language/attributeType.ts';
import { elementsOf } from '../model/shape.ts';
import { addSizes, multiplySizes, timesInteger } from '../symbolic/symbolicSize.ts';
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
    return size === null ? null : [...size, timesInteger(map[2], attributes.multiplier)];
  },
  /** One k_h·k_w kernel for each output channel. */
  cost({ kernel, multiplier, bias }, [input], output) {
    const channels = timesInteger(input?.[2] ?? 0, multiplier);
    const weights = timesInteger(channels, kernel[0] * kernel[1]);
    return {
      trainable: addSizes(weights, bias ? channels : 0),
      nonTrainable: 0,
      macs: multiplySizes(weights, elementsOf(output.slice(0, 2))),
    };
  },
};
