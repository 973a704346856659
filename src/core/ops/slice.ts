import { message } from '../diagnostics/message.ts';
import { required } from '../language/attributeTable.ts';
import { channelRange } from '../language/opTypes.ts';
import { channelsOf } from '../model/shape.ts';
import { fitAll, NEVER_FITS, restrictionsOf } from '../symbolic/fit.ts';
import { defineItem, FREE, ONE_PRODUCER, type OpDefinition } from './opDefinition.ts';

export const sliceItem = defineItem({
  op: 'slice',
  table: { channels: required(channelRange, 'First and last channel, counted from 1.') },
  shorthand: 'channels',
  producers: ONE_PRODUCER,
  toAttributes: ({ channels }) => ({ channels }),
});

export const slice: OpDefinition<'slice'> = {
  kind: 'slice',
  infer({ channels: [first, last] }, [input], problem) {
    if (input === undefined) return null;
    const available = channelsOf(input);
    const output = [...input.slice(0, -1), last - first + 1];
    const fit = first <= last ? fitAll([{ type: 'atLeast', size: available, minimum: last }]) : NEVER_FITS;
    if (fit.type === 'always') return output;
    problem({
      code: 'spec.out-of-range',
      ...restrictionsOf(fit),
      culprit: { type: 'attribute', name: 'channels' },
      message: message('Channels {first} to {last} are not within 1 to {available}.', {
        first,
        last,
        available,
      }),
      relatedProducers: [0],
    });
    return fit.type === 'never' ? null : output;
  },
  cost: () => FREE,
};
