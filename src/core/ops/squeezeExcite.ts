import { optional, shapeless } from '../language/attributeTable.ts';
import { integer, word } from '../language/attributeType.ts';
import { ACTIVATION_TYPES } from '../model/op.ts';
import type { Dim } from '../model/shape.ts';
import { addSizes, atLeastOne, floorDivide, multiplySizes, timesInteger } from '../symbolic/symbolicSize.ts';
import { defineItem, ONE_PRODUCER, type OpDefinition } from './opDefinition.ts';
import { requireMap } from './requireMap.ts';

export const squeezeExciteItem = defineItem({
  op: 'squeeze_excite',
  table: {
    reduction: shapeless(optional(integer(1), 16, 'How many times narrower the inner layer is.')),
    activation: shapeless(optional(word(ACTIVATION_TYPES), 'relu', 'After the inner layer.')),
    gate: shapeless(optional(word(ACTIVATION_TYPES), 'sigmoid', 'After the outer layer.')),
  },
  shorthand: 'reduction',
  producers: ONE_PRODUCER,
  toAttributes: (values) => values,
});

/** Width of the inner layer: max(1, ⌊channels/reduction⌋) (Hu et al. 2017, §3). */
export function innerWidth(channels: Dim, reduction: number): Dim {
  return atLeastOne(floorDivide(channels, reduction));
}

export const squeezeExcite: OpDefinition<'squeeze_excite'> = {
  kind: 'squeeze_excite',
  infer: (_attributes, [input], problem) => requireMap(input, 'squeeze_excite', problem),
  /** Two biased dense layers on the channel means. */
  cost({ reduction }, [input]) {
    const channels = input?.[2] ?? 0;
    const inner = innerWidth(channels, reduction);
    const macs = timesInteger(multiplySizes(channels, inner), 2);
    return { trainable: addSizes(macs, addSizes(inner, channels)), nonTrainable: 0, macs };
  },
};
