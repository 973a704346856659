import { elementsOf } from '../model/shape.ts';
import { defineItem, FREE, ONE_PRODUCER, type OpDefinition } from './opDefinition.ts';

export const flattenItem = defineItem({
  op: 'flatten',
  table: {},
  shorthand: null,
  producers: ONE_PRODUCER,
  toAttributes: () => ({}),
});

/** Row by row, channels last. A vector stays as it is. */
export const flatten: OpDefinition<'flatten'> = {
  kind: 'flatten',
  infer: (_attributes, [input]) => (input === undefined ? null : [elementsOf(input)]),
  cost: () => FREE,
};
