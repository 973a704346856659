import { required, shapeless } from '../language/attributeTable.ts';
import { real } from '../language/attributeType.ts';
import { defineItem, FREE, ONE_PRODUCER, type OpDefinition } from './opDefinition.ts';

export const dropoutItem = defineItem({
  op: 'dropout',
  table: {
    rate: shapeless(required(real({ min: 0, max: 1 }), 'The share of values that training sets to zero.')),
  },
  shorthand: 'rate',
  producers: ONE_PRODUCER,
  toAttributes: ({ rate }) => ({ rate }),
});

export const dropout: OpDefinition<'dropout'> = {
  kind: 'dropout',
  infer: (_attributes, [input]) => input ?? null,
  cost: () => FREE,
};
