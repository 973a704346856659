import { message } from '../../diagnostics/message.ts';
import { strongest } from '../../language/attributeTable.ts';
import type { Group } from '../../model/model.ts';
import { instanceOf } from '../blockInstance.ts';
import { hasRequired, readUse, reportProblems, type Use } from '../blockUse.ts';
import { itemAttributes } from '../itemAttributes.ts';
import type { ItemContext, ItemValue } from '../listContext.ts';
import { resolveProducers } from '../producers.ts';
import { type Value, withoutShape } from '../value.ts';

/** `block: {type: basic, filters: 16}`: one use of a block. */
export function elaborateBlockItem(context: ItemContext): ItemValue {
  const levels = itemAttributes(context);
  const [producer] = resolveProducers(context, null, { min: 1, max: 1 });
  if (producer === undefined) return context.previous();
  const use = readUse(strongest('type', levels.levels), 'type', levels.entries, ['type'], context);
  if (use === null || context.formOnly || !hasRequired(use, context) || isRecursive(use, context)) {
    return { type: 'value', value: withoutShape(producer.value) };
  }
  const value = addUse(
    use,
    { input: producer.value, path: context.path, index: 1, repeat: 1, group: context.group },
    context,
  );
  return { type: 'value', value };
}

export interface Placement {
  readonly input: Value;
  readonly path: string;
  readonly index: number;
  readonly repeat: number;
  readonly group: Group | null;
}

/** Adds one use of a block to the body. */
export function addUse(
  use: Use,
  { input, path, index, repeat, group }: Placement,
  context: ItemContext,
): Value {
  const { body, item, place } = context;
  const known = body.file.instances.size;
  const instance = instanceOf(
    { block: use.block, args: use.args, input: input.shape, index, repeat },
    body.file,
    context.elaborateList,
  );
  // The third and later blocks of a stage are mostly the second again: what is wrong with it was said.
  const isRepeated = index > 2 && body.file.instances.size === known;
  if (instance.isTooLarge) body.state.isTooLarge = true;
  if (!isRepeated) reportProblems(instance, use, input, context);
  body.file.limits.nodes++;
  return body.builder.addCall(instance, {
    path,
    inputs: [input],
    output: instance.output,
    item,
    group,
    place,
  });
}

/** A block that leads back to itself can never be finished; it is reported where it is written. */
export function isRecursive(use: Use, context: ItemContext): boolean {
  if (!context.body.file.recursive.has(use.block)) return false;
  if (use.block.source === 'shipped') {
    context.report({
      code: 'reference.recursive-block',
      place: use.place,
      message: message('The block `{name}` uses itself.', { name: String(use.block.name.value) }),
    });
  }
  return true;
}
