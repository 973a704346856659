import { inferSameShape } from './merge.ts';
import { defineItem, FREE, type OpDefinition, TWO_OR_MORE } from './opDefinition.ts';

export const multiplyItem = defineItem({
  op: 'multiply',
  table: {},
  shorthand: null,
  producers: TWO_OR_MORE,
  toAttributes: () => ({}),
});

export const multiply: OpDefinition<'multiply'> = {
  kind: 'multiply',
  infer: (_attributes, inputs, problem) => inferSameShape(inputs, 'multiply', problem),
  cost: () => FREE,
};
