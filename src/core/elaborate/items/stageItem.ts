import { message } from '../../diagnostics/message.ts';
import { readValue, strongest } from '../../language/attributeTable.ts';
import { displayOf, type Evaluated } from '../../language/evaluated.ts';
import { STAGE_TABLE } from '../../language/kinds.ts';
import { allowedValue } from '../allowedValue.ts';
import { hasRequired, readUse, type Use } from '../blockUse.ts';
import { MAX_OPS } from '../context.ts';
import { itemAttributes } from '../itemAttributes.ts';
import type { ItemContext, ItemValue } from '../listContext.ts';
import { resolveProducers } from '../producers.ts';
import { type Value, withoutShape } from '../value.ts';
import { addUse, isRecursive } from './blockItem.ts';

/** Repeats a block: `NAME.1` … `NAME.repeat`. */
export function elaborateStageItem(context: ItemContext): ItemValue {
  const { body, item, path, group, scope, report } = context;
  const levels = itemAttributes(context);
  const [producer] = resolveProducers(context, null, { min: 1, max: 1 });
  if (producer === undefined) return context.previous();
  const unknown: ItemValue = { type: 'value', value: withoutShape(producer.value) };
  const use = readUse(
    strongest('block', levels.levels),
    'block',
    levels.entries,
    ['block', 'repeat', 'stride'],
    context,
  );
  const repeatValue = strongest('repeat', levels.levels);
  const repeat =
    repeatValue === undefined ? 1 : readValue(STAGE_TABLE.repeat.type, repeatValue, 'repeat', scope, report);
  if (use === null) return unknown;
  const uses = readUses(strongest('stride', levels.levels), use, context);
  if (context.formOnly || repeat === undefined || !hasRequired(use, context) || isRecursive(use, context))
    return unknown;
  if (isTooLong(repeat, repeatValue, context)) return unknown;
  const stage = body.builder.addGroup({
    kind: 'stage',
    path,
    parent: group,
    item,
    block: String(use.block.name.value),
    repeat,
  } as const);
  let value: Value = producer.value;
  for (let index = 1; index <= repeat; index++) {
    const placement = { input: value, path: `${path}.${index}`, index, repeat, group: stage };
    value = addUse(index === 1 ? uses.first : uses.others, placement, context);
    // The block itself is too large, which was said where it is written.
    if (body.state.isTooLarge) return unknown;
    if (body.builder.opCount > MAX_OPS) {
      isTooLong(MAX_OPS + 1, repeatValue, context);
      body.state.isTooLarge = true;
      return unknown;
    }
  }
  return { type: 'value', value };
}

/** The uses of a stage: the first takes the stride, the others keep 1. */
interface StageUses {
  readonly first: Use;
  readonly others: Use;
}

function readUses(stride: Evaluated | undefined, use: Use, context: ItemContext): StageUses {
  const parameter = use.block.parameters.find(({ name }) => name.value === 'stride');
  const read =
    stride === undefined
      ? undefined
      : readValue(STAGE_TABLE.stride.type, stride, 'stride', context.scope, context.report);
  if (parameter === undefined) {
    if (stride !== undefined && read !== undefined && (read[0] !== 1 || read[1] !== 1)) {
      context.report({
        code: 'spec.unknown-parameter',
        place: stride.place,
        message: message('`{block}` has no parameter `stride`, so the stage cannot pass {stride} to it.', {
          block: String(use.block.name.value),
          stride: displayOf(stride),
        }),
      });
    }
    return { first: use, others: use };
  }
  const one: Evaluated = { kind: 'scalar', place: use.place, parameter: null, value: 1, quoted: false };
  const unknown: Evaluated = { kind: 'unknown', place: stride?.place ?? use.place, parameter: null };
  const passed = stride === undefined || read === undefined ? unknown : stride;
  const given =
    stride === undefined
      ? (use.args.get('stride') ?? one)
      : (allowedValue(parameter, passed, context) ?? one);
  const withStride = (value: Evaluated): Use => ({ ...use, args: new Map(use.args).set('stride', value) });
  return { first: withStride(given), others: withStride(one) };
}

function isTooLong(repeat: number, written: Evaluated | undefined, context: ItemContext): boolean {
  if (repeat <= MAX_OPS) return false;
  context.report({
    code: 'spec.too-large',
    place: written?.place ?? context.place,
    message: message('This stage would make the model larger than {max} ops. Repeat the block less often.', {
      max: MAX_OPS,
    }),
  });
  return true;
}
