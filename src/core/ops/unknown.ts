import { FREE, type OpDefinition } from './opDefinition.ts';

/** Nobody knows what it gives; that there is no such kind has been reported where it was read. */
export const unknown: OpDefinition<'unknown'> = {
  kind: 'unknown',
  infer: () => null,
  cost: () => FREE,
};
