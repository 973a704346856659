import { optional, shapeless } from '../language/attributeTable.ts';
import { real } from '../language/attributeType.ts';
import { inferSameShape } from './merge.ts';
import { defineItem, FREE, type OpDefinition, TWO_OR_MORE } from './opDefinition.ts';

export const meanItem = defineItem({
  op: 'mean',
  table: {
    drop_path: shapeless(
      optional(
        real({ min: 0, max: 1 }),
        0,
        'The probability with which training leaves out each producer; one at least stays.',
      ),
    ),
  },
  shorthand: null,
  producers: TWO_OR_MORE,
  toAttributes: ({ drop_path }) => ({ dropPath: drop_path }),
});

export const mean: OpDefinition<'mean'> = {
  kind: 'mean',
  infer: (_attributes, inputs, problem) => inferSameShape(inputs, 'mean', problem),
  cost: () => FREE,
};
