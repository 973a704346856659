import { optional, shapeless } from '../language/attributeTable.ts';
import { pair, word } from '../language/attributeType.ts';
import { timesInteger } from '../symbolic/symbolicSize.ts';
import { defineItem, FREE, ONE_PRODUCER, type OpDefinition } from './opDefinition.ts';
import { requireMap } from './requireMap.ts';

export const upsampleItem = defineItem({
  op: 'upsample',
  table: {
    size: optional(pair(1), [2, 2], 'How many times higher and wider the map becomes.'),
    method: shapeless(optional(word(['nearest', 'bilinear']), 'nearest', 'How new pixels are made.')),
  },
  shorthand: 'size',
  producers: ONE_PRODUCER,
  toAttributes: (values) => values,
});

export const upsample: OpDefinition<'upsample'> = {
  kind: 'upsample',
  infer({ size }, [input], problem) {
    const map = requireMap(input, 'upsample', problem);
    return map === null ? null : [timesInteger(map[0], size[0]), timesInteger(map[1], size[1]), map[2]];
  },
  cost: () => FREE,
};
