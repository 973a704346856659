import { inferSameShape } from './merge.ts';
import { defineItem, FREE, type OpDefinition, TWO_OR_MORE } from './opDefinition.ts';

export const addItem = defineItem({
  op: 'add',
  table: {},
  shorthand: null,
  producers: TWO_OR_MORE,
  toAttributes: () => ({ survival: 1, scale: 1 }),
});

export const add: OpDefinition<'add'> = {
  kind: 'add',
  infer: (_attributes, inputs, problem) => inferSameShape(inputs, 'add', problem),
  cost: () => FREE,
};
