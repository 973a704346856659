import { readAttributes } from '../../language/attributeTable.ts';
import { NORM_TABLE } from '../../ops/norm.ts';
import { addOp } from '../addOp.ts';
import { itemAttributes } from '../itemAttributes.ts';
import type { ItemContext, ItemValue } from '../listContext.ts';
import { normAttributes } from '../normSettings.ts';
import { resolveProducers } from '../producers.ts';

/** `- norm`, `- norm: group`, `- norm: {gamma_init: 0}`. A norm of type none passes its input through. */
export function elaborateNormItem(context: ItemContext): ItemValue {
  const levels = itemAttributes(context);
  const inputs = resolveProducers(context, null, { min: 1, max: 1 });
  const read = readAttributes(NORM_TABLE, levels, context.scope, context.report);
  const [input] = inputs;
  const attributes = normAttributes(read.values, input?.value.shape ?? null);
  if (attributes === null) {
    return input === undefined ? context.previous() : { type: 'value', value: input.value };
  }
  const { complete, placeOf } = read;
  const op = { kind: 'norm', attributes } as const;
  return { type: 'value', value: addOp({ op, path: context.path, inputs, complete, placeOf }, context) };
}
