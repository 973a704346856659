import { type AttributeLevels, type Level, readAttributes, strongest } from '../language/attributeTable.ts';
import type { Evaluated } from '../language/evaluated.ts';
import type { Place } from '../language/place.ts';
import { reportUnknownKeys } from '../language/unknownKeys.ts';
import type { ActivationAttributes, ActivationType } from '../model/op.ts';
import { ACTIVATION_TABLE } from '../ops/activation.ts';
import { levelOf } from './defaults.ts';
import type { ItemContext } from './listContext.ts';

export interface ActivationSettings {
  /** Null for none. */
  readonly attributes: ActivationAttributes | null;
  readonly place: Place;
  readonly complete: boolean;
}

/** The activation that follows a convolution or dense layer; null where no level asks for one. */
export function followingActivation(
  levels: AttributeLevels,
  context: ItemContext,
): ActivationSettings | null {
  const asked = strongest('activation', levels.levels);
  if (asked === undefined) return null;
  return readActivation(asked, context);
}

function readActivation(asked: Evaluated, context: ItemContext): ActivationSettings {
  const own: Level =
    asked.kind === 'map'
      ? new Map(asked.entries.map((entry) => [entry.key, entry.value]))
      : new Map([['type', asked]]);
  if (asked.kind === 'map') {
    reportUnknownKeys(
      { entries: asked.entries, known: Object.keys(ACTIVATION_TABLE), owner: 'activation' },
      context.report,
    );
  }
  const type = own.get('type');
  const name = type?.kind === 'scalar' && typeof type.value === 'string' ? type.value : '';
  return activationOf(own, name, asked.place, context, [asked]);
}

/** An activation from its own level and what the defaults say about `activation` and about its type. */
export function activationOf(
  own: Level,
  type: string,
  owner: Place,
  context: ItemContext,
  short: readonly Evaluated[] = [],
): ActivationSettings {
  const { body, defaults, scope, report } = context;
  const levels = [
    own,
    ...[body.file.defaults, defaults].flatMap((level) => [
      levelOf(level, type),
      levelOf(level, 'activation'),
    ]),
  ];
  const read = readAttributes(
    ACTIVATION_TABLE,
    { item: own, levels, owner, ownerName: 'activation', short },
    scope,
    report,
  );
  const { type: found, slope } = read.values;
  return {
    attributes: found === 'none' ? null : { type: found satisfies ActivationType, slope },
    place: owner,
    complete: read.complete,
  };
}
