import { message } from '../diagnostics/message.ts';
import { placeOf } from '../language/evaluate.ts';
import type { Place } from '../language/place.ts';
import type { SpecNode } from '../spec/node.ts';
import type { ItemContext, ItemValue } from './listContext.ts';
import { resolveName } from './resolveName.ts';
import { reportUnknownProducer } from './unknownProducer.ts';
import { type Value, withoutShape } from './value.ts';

export interface Producer {
  readonly value: Value;
  /** The name in `from`, or the item's kind where it just follows. */
  readonly place: Place;
}

/** What an item takes: the names in `from` or in its list, else what stands above it. */
export function resolveProducers(
  context: ItemContext,
  list: SpecNode | null,
  limits: { readonly min: number; readonly max: number },
): readonly Producer[] {
  const { item, formOnly, place, report } = context;
  if (formOnly) return [{ value: withoutShape(settle(context.previous(), context)), place }];
  if (list !== null && item.from !== null) {
    report({
      code: 'spec.several-kinds',
      place: placeOf(item.from, context.scope),
      message: message('The producers of this `{kind}` are written twice: in its list and in `from`.', {
        kind: item.kind,
      }),
    });
  }
  const node = list ?? item.from;
  if (node === null) {
    const value = settle(context.previous(), context);
    if (limits.min > 1) {
      context.body.state.hasReferenceMistake = true;
      report({
        code: 'spec.missing-key',
        place,
        message: message('`{kind}` needs its producers: write `{kind}: [a, b]` with the names of layers.', {
          kind: item.kind,
        }),
      });
      return [{ value: withoutShape(value), place }];
    }
    return [{ value, place }];
  }
  const entries = node.type === 'sequence' ? node.items : [node];
  const found: Producer[] = [];
  for (const entry of entries) {
    const producer = resolveProducer(entry, context);
    if (producer !== null) found.push(producer);
  }
  return checkCount(found, entries.length, node, limits, context);
}

/** One list of producers may shrink to one where items are left out; what is written must be enough. */
function checkCount(
  found: Producer[],
  written: number,
  node: SpecNode,
  limits: { readonly min: number; readonly max: number },
  context: ItemContext,
): readonly Producer[] {
  const { item, scope, report, body } = context;
  if (written < limits.min || written > limits.max) {
    body.state.hasReferenceMistake = true;
    report({
      code: 'spec.out-of-range',
      place: placeOf(node, scope),
      message:
        limits.max === 1
          ? message('`{kind}` takes one producer, and this names {written}.', { kind: item.kind, written })
          : limits.max === limits.min
            ? message('`{kind}` takes {min} producers, and this names {written}.', {
                kind: item.kind,
                min: limits.min,
                written,
              })
            : message('`{kind}` takes two or more producers, and this names {written}.', {
                kind: item.kind,
                written,
              }),
    });
    const [first] = found;
    return first === undefined ? unknownInput(context) : [{ ...first, value: withoutShape(first.value) }];
  }
  if (found.length === 0) {
    report({
      code: 'spec.missing-key',
      place: placeOf(node, scope),
      message: message('All producers of this `{kind}` are left out, so nothing is left to take.', {
        kind: item.kind,
      }),
    });
    return unknownInput(context);
  }
  return found;
}

function unknownInput(context: ItemContext): readonly Producer[] {
  return [{ value: withoutShape(fallback(context)), place: context.place }];
}

/** Null for a producer that is left out where a list drops it. */
function resolveProducer(node: SpecNode, context: ItemContext): Producer | null {
  const { scope, report, names, body } = context;
  const place = placeOf(node, scope);
  if (node.type !== 'scalar' || typeof node.value !== 'string') {
    body.state.hasReferenceMistake = true;
    report({
      code: 'spec.wrong-type',
      place,
      message: message('`from` takes the name of a layer, or a list of names.'),
    });
    return { value: withoutShape(fallback(context)), place };
  }
  const resolved = resolveName(node.value, names, body.builder);
  switch (resolved.type) {
    case 'value':
      return resolved.isLeftOut && isList(context) ? null : { value: resolved.value, place };
    case 'split':
      body.state.hasReferenceMistake = true;
      report({
        code: 'spec.missing-key',
        place,
        message: message(
          '`{name}` has no output of its own: name one of its branches, as in `{name}.{branch}`.',
          { name: node.value, branch: resolved.branches[0] ?? 'left' },
        ),
      });
      return { value: withoutShape(resolved.from), place };
    case 'cycle':
      body.state.hasReferenceMistake = true;
      report({
        code: 'reference.cycle',
        place,
        message: message('`{name}` itself needs this layer, so the two would wait for each other.', {
          name: node.value,
        }),
      });
      return { value: withoutShape(fallback(context)), place };
    case 'unknown':
      body.state.hasReferenceMistake = true;
      reportUnknownProducer(node.value, place, context);
      return { value: withoutShape(fallback(context)), place };
  }
}

/** In a list of producers the names of items that are left out drop out. */
function isList({ item }: ItemContext): boolean {
  return item.from?.type === 'sequence' || (item.from === null && item.value?.type === 'sequence');
}

/** Keeps the drawing joined where a name is wrong: the item then hangs below the one above it. */
function fallback(context: ItemContext): Value {
  return context.nearest();
}

export function settle(value: ItemValue, context: ItemContext): Value {
  if (value.type === 'value') return value.value;
  if (!context.formOnly) {
    // Its branches seem unused only because nothing says which of them is meant.
    context.body.state.hasReferenceMistake = true;
    context.report({
      code: 'spec.missing-key',
      place: context.place,
      message: message(
        'The `parallel` above has no output of its own. Write `from` with one of its branches, or give it a `merge`.',
      ),
    });
  }
  return withoutShape(value.from);
}
