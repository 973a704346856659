import { optional, shapeless } from '../language/attributeTable.ts';
import { real, word } from '../language/attributeType.ts';
import type { Cost } from '../model/model.ts';
import { channelsOf, type Shape } from '../model/shape.ts';
import { defineItem, FREE, ONE_PRODUCER, type OpDefinition } from './opDefinition.ts';

const per = shapeless(
  optional(word(['channel', 'scalar']), 'channel', 'One value a channel, or one for all.'),
);

function costOf(attributes: { readonly per: 'scalar' | 'channel' }, input: Shape | undefined): Cost {
  return { ...FREE, trainable: attributes.per === 'scalar' ? 1 : channelsOf(input ?? []) };
}

export const scaleItem = defineItem({
  op: 'scale',
  table: { per, init: shapeless(optional(real({}), 1, 'What the factor starts at.')) },
  shorthand: 'per',
  producers: ONE_PRODUCER,
  toAttributes: (values) => values,
});

/** Multiplies by a learned factor. */
export const scale: OpDefinition<'scale'> = {
  kind: 'scale',
  infer: (_attributes, [input]) => input ?? null,
  cost: (attributes, [input]) => costOf(attributes, input),
};

export const biasItem = defineItem({
  op: 'bias',
  table: { per, init: shapeless(optional(real({}), 0, 'What the constant starts at.')) },
  shorthand: 'per',
  producers: ONE_PRODUCER,
  toAttributes: (values) => values,
});

/** Adds a learned constant. */
export const bias: OpDefinition<'bias'> = {
  kind: 'bias',
  infer: (_attributes, [input]) => input ?? null,
  cost: (attributes, [input]) => costOf(attributes, input),
};
