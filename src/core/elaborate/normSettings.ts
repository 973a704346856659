import {
  type AttributeLevels,
  complainTo,
  type Level,
  type ReadTable,
  readAttributes,
} from '../language/attributeTable.ts';
import { complainType } from '../language/attributeType.ts';
import type { Evaluated } from '../language/evaluated.ts';
import { isNull } from '../language/evaluated.ts';
import { KINDS } from '../language/kinds.ts';
import type { Place } from '../language/place.ts';
import type { Report } from '../language/problem.ts';
import type { Scope } from '../language/scope.ts';
import { reportUnknownKeys } from '../language/unknownKeys.ts';
import type { NormAttributes } from '../model/op.ts';
import { channelsOf, type MaybeShape } from '../model/shape.ts';
import { defaultGroups, NORM_TABLE } from '../ops/norm.ts';

/** A norm as asked for; how many groups it has may still depend on the channels. */
export type NormSettings = ReadTable<typeof NORM_TABLE>;

export function normAttributes(settings: NormSettings, input: MaybeShape): NormAttributes | null {
  const { type } = settings;
  if (type === 'none') return null;
  return {
    type,
    epsilon: settings.epsilon,
    momentum: settings.momentum,
    groups: settings.groups ?? defaultGroups(channelsOf(input ?? [])),
    scale: settings.scale,
    center: settings.center,
    gammaInit: settings.gamma_init,
  };
}

export interface ResolvedNorm {
  readonly settings: NormSettings | null;
  /** Where each attribute of the norm stands. */
  readonly placeOf: (name: string) => Place;
}

/** A `norm` value as a level of attributes: `batch` is `{type: batch}`. */
function normLevel(value: Evaluated, scope: Scope, report: Report): Level {
  if (value.kind === 'map') {
    reportUnknownKeys({ entries: value.entries, known: Object.keys(NORM_TABLE), owner: 'norm' }, report);
    return new Map(value.entries.map((entry) => [entry.key, entry.value]));
  }
  if (value.kind === 'scalar' && typeof value.value === 'string') return new Map([['type', value]]);
  if (value.kind !== 'unknown') {
    const expected = KINDS.get('conv')?.table['norm']?.type.expected ?? '';
    complainType(value, 'norm', expected, complainTo(value, scope, report));
  }
  return new Map();
}

/**
 * The norm of a convolution or dense layer: `conv.norm` merged attribute by attribute over its levels, then
 * `defaults.norm` for what nobody said. Null for none: no level asks for one, or the strongest type is none.
 * A bad value of it changes no shape.
 */
export function resolveNorm(
  conv: AttributeLevels,
  norm: readonly Level[],
  scope: Scope,
  report: Report,
): ResolvedNorm {
  const asked = conv.levels
    .map((level) => level.get('norm'))
    .filter((value): value is Evaluated => value !== undefined && !isNull(value));
  const [strongest] = asked;
  if (strongest === undefined) return { settings: null, placeOf: () => conv.owner };
  const levels = [...asked.map((value) => normLevel(value, scope, report)), ...norm];
  const read = readAttributes(
    NORM_TABLE,
    {
      item: levels[0] ?? new Map<string, Evaluated>(),
      levels,
      owner: strongest.place,
      ownerName: 'norm',
      short: asked,
    },
    scope,
    report,
  );
  return {
    settings: read.values.type === 'none' ? null : read.values,
    placeOf: read.placeOf,
  };
}
