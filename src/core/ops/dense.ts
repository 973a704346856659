import { optional, required, shapeless } from '../language/attributeTable.ts';
import { boolean, integer } from '../language/attributeType.ts';
import { init } from '../language/opTypes.ts';
import { addSizes, timesInteger } from '../symbolic/symbolicSize.ts';
import type { OpDefinition } from './opDefinition.ts';
import { requireKnownUnits, requireVector } from './requireMap.ts';

export const DENSE_TABLE = {
  units: required(integer(1), 'Length of the output vector.'),
  bias: shapeless(
    optional<boolean | null>(
      { ...boolean, fallback: null },
      null,
      'A learned constant a unit. Default: only where no norm follows.',
    ),
  ),
  init: shapeless(optional(init, { type: 'he_normal', gain: 1 }, 'How the kernel starts.')),
} as const;

export const dense: OpDefinition<'dense'> = {
  kind: 'dense',
  infer({ units }, [input], problem) {
    const incoming = requireVector(input, 'dense', problem);
    if (incoming !== null) requireKnownUnits(incoming, 'dense', problem);
    return incoming === null ? null : [units];
  },
  /** in·units weights, each used once. */
  cost({ units, bias }, [input]) {
    const weights = timesInteger(input?.[0] ?? 0, units);
    return { trainable: addSizes(weights, bias ? units : 0), nonTrainable: 0, macs: weights };
  },
};
