import { optional, required, shapeless } from '../language/attributeTable.ts';
import { real } from '../language/attributeType.ts';
import { activationType } from '../language/opTypes.ts';
import { channelsOf } from '../model/shape.ts';
import { FREE, type OpDefinition } from './opDefinition.ts';

export const ACTIVATION_TABLE = {
  type: shapeless(required(activationType, 'Which function.')),
  slope: shapeless(optional(real({}), 0.01, 'For `leaky_relu`: the slope below zero.')),
} as const;

export const activation: OpDefinition<'activation'> = {
  kind: 'activation',
  infer: (_attributes, [input]) => input ?? null,
  /** Only `prelu` learns: one slope a channel. */
  cost({ type }, [input]) {
    return type === 'prelu' ? { ...FREE, trainable: channelsOf(input ?? []) } : FREE;
  },
};
