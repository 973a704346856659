import { message } from '../diagnostics/message.ts';
import { optional, shapeless } from '../language/attributeTable.ts';
import { boolean, integer, real, word } from '../language/attributeType.ts';
import { channelsOf, type Dim } from '../model/shape.ts';
import { fitAll, restrictionsOf } from '../symbolic/fit.ts';
import { isSymbolic, timesInteger } from '../symbolic/symbolicSize.ts';
import type { OpDefinition } from './opDefinition.ts';

export const NORM_TABLE = {
  type: shapeless(
    optional(word(['batch', 'layer', 'group', 'none']), 'batch', 'Over what mean and variance are taken.'),
  ),
  epsilon: shapeless(optional(real({ min: 0, exclusiveMin: true }), 1e-5, 'Added to the variance.')),
  momentum: shapeless(
    optional(
      real({ min: 0, max: 1 }),
      0.9,
      'The share of the old value in the moving statistics (PyTorch writes one minus this).',
    ),
  ),
  groups: shapeless(
    optional<number | null>(
      { ...integer(1), fallback: null },
      null,
      'For `type: group`. Default: the largest divisor of the channels up to 32.',
    ),
  ),
  scale: shapeless(optional(boolean, true, 'A learned factor γ a channel.')),
  center: shapeless(optional(boolean, true, 'A learned offset β a channel.')),
  gamma_init: shapeless(
    optional(real({}), 1, 'What γ starts at; 0 lets a residual block start as the identity.'),
  ),
} as const;

/** The largest divisor of the channels up to 32. */
export function defaultGroups(channels: Dim): number {
  // Of a symbol nothing is known but that 1 divides it.
  if (isSymbolic(channels)) return 1;
  for (let groups = Math.min(32, channels); groups > 1; groups--) if (channels % groups === 0) return groups;
  return 1;
}

export const norm: OpDefinition<'norm'> = {
  kind: 'norm',
  infer({ type, groups }, [input], problem) {
    if (input === undefined) return null;
    const channels = channelsOf(input);
    const fit = fitAll(type === 'group' ? [{ type: 'divisible', size: channels, divisor: groups }] : []);
    if (fit.type !== 'always') {
      problem({
        code: 'shape.groups-not-divisible',
        ...restrictionsOf(fit),
        culprit: { type: 'attribute', name: 'groups' },
        message: message('{groups} groups must divide the channels that come in ({channels}).', {
          groups,
          channels,
        }),
        relatedProducers: [0],
      });
    }
    return input;
  },
  /** γ and β are trainable; only batch norm keeps a running mean and variance. */
  cost({ type, scale, center }, [input]) {
    const channels = channelsOf(input ?? []);
    return {
      trainable: timesInteger(channels, Number(scale) + Number(center)),
      nonTrainable: type === 'batch' ? timesInteger(channels, 2) : 0,
      macs: 0,
    };
  },
};
