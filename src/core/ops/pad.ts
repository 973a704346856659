import { optional } from '../language/attributeTable.ts';
import { channelPadding, sides } from '../language/opTypes.ts';
import { addSizes } from '../symbolic/symbolicSize.ts';
import { defineItem, FREE, ONE_PRODUCER, type OpDefinition } from './opDefinition.ts';
import { requireMap } from './requireMap.ts';

export const padItem = defineItem({
  op: 'pad',
  table: {
    size: optional(sides, [0, 0, 0, 0], 'Rows and columns of zeros: n or [top, bottom, left, right].'),
    channels: optional(channelPadding, [0, 0], 'Zero channels: n on both ends or [before, after].'),
  },
  shorthand: 'size',
  producers: ONE_PRODUCER,
  toAttributes: ({ size, channels }) => ({ size, channels }),
});

export const pad: OpDefinition<'pad'> = {
  kind: 'pad',
  infer({ size, channels }, [input], problem) {
    const map = requireMap(input, 'pad', problem);
    if (map === null) return null;
    return [
      addSizes(map[0], size[0] + size[1]),
      addSizes(map[1], size[2] + size[3]),
      addSizes(map[2], channels[0] + channels[1]),
    ];
  },
  cost: () => FREE,
};
