import type { Level } from '../../language/attributeTable.ts';
import type { Evaluated } from '../../language/evaluated.ts';
import { activationOf } from '../activationSettings.ts';
import { addOp } from '../addOp.ts';
import { itemAttributes } from '../itemAttributes.ts';
import type { ItemContext, ItemValue } from '../listContext.ts';
import { resolveProducers } from '../producers.ts';

/** `activation: relu`, or a kind of its own: `relu`, `leaky_relu: 0.2`. */
export function elaborateActivationItem(context: ItemContext): ItemValue {
  const { item, path, place } = context;
  const attributes = itemAttributes(context);
  const inputs = resolveProducers(context, null, { min: 1, max: 1 });
  const own = new Map<string, Evaluated>(attributes.item);
  if (item.kind !== 'activation') {
    own.set('type', { kind: 'scalar', place, parameter: null, value: item.kind, quoted: false });
  }
  const level: Level = own;
  const type = own.get('type');
  const name = type?.kind === 'scalar' ? String(type.value) : '';
  const settings = activationOf(level, name, place, context);
  const [first] = inputs;
  if (settings.attributes === null) {
    return first === undefined ? context.previous() : { type: 'value', value: first.value };
  }
  const op = { kind: 'activation', attributes: settings.attributes } as const;
  const value = addOp({ op, path, inputs, complete: settings.complete, placeOf: () => place }, context);
  return { type: 'value', value };
}
