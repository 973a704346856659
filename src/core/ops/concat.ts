import { inferConcat } from './merge.ts';
import { defineItem, FREE, type OpDefinition, TWO_OR_MORE } from './opDefinition.ts';

export const concatItem = defineItem({
  op: 'concat',
  table: {},
  shorthand: null,
  producers: TWO_OR_MORE,
  toAttributes: () => ({}),
});

export const concat: OpDefinition<'concat'> = {
  kind: 'concat',
  infer: (_attributes, inputs, problem) => inferConcat(inputs, problem),
  cost: () => FREE,
};
