import { readAttributes } from '../../language/attributeTable.ts';
import { type SimpleKind, simpleItem } from '../../language/kinds.ts';
import type { Op } from '../../model/op.ts';
import { addOp } from '../addOp.ts';
import { itemAttributes } from '../itemAttributes.ts';
import type { ItemContext, ItemValue } from '../listContext.ts';
import { resolveProducers } from '../producers.ts';

/** An item that is one op: pools, merges, padding and the like. */
export function elaborateSimpleItem(kind: SimpleKind, context: ItemContext): ItemValue {
  const definition = simpleItem(kind);
  const attributes = itemAttributes(context);
  const { value } = context.item;
  const isList = value?.type === 'sequence' || (value?.type === 'scalar' && value.value !== null);
  const list = definition.producers.max > 1 && isList ? value : null;
  const inputs = resolveProducers(context, list, definition.producers);
  const read = readAttributes(definition.table, attributes, context.scope, context.report);
  const [first] = inputs;
  // A merge of which `when` left one producer passes it through.
  if (definition.producers.min > 1 && inputs.length < definition.producers.min && first !== undefined) {
    return { type: 'value', value: first.value };
  }
  const op = { kind: definition.op, attributes: definition.toAttributes(read.values) } as Op;
  const { complete, placeOf, literalPlaceOf } = read;
  return {
    type: 'value',
    value: addOp({ op, path: context.path, inputs, complete, placeOf, literalPlaceOf }, context),
  };
}
