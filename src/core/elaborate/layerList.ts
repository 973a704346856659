import { message } from '../diagnostics/message.ts';
import { complainTo } from '../language/attributeTable.ts';
import { complainQuoted } from '../language/attributeType.ts';
import { evaluate, placeOf } from '../language/evaluate.ts';
import type { Place } from '../language/place.ts';
import { readItems } from '../language/readItems.ts';
import { Scope } from '../language/scope.ts';
import type { SpecItem } from '../spec/item.ts';
import { buildOnce } from './builtItems.ts';
import { type BodyContext, MAX_OPS } from './context.ts';
import { elaborateItem } from './elaborateItem.ts';
import { follows, itemNeeds, needing } from './itemNeeds.ts';
import type { ItemValue, ListContext, NamedEntry, NameScope, NestedList } from './listContext.ts';
import { shareWeights } from './shareWeights.ts';
import { type Value, withoutShape } from './value.ts';

interface Slot {
  readonly item: SpecItem;
  readonly name: string;
  readonly path: string;
  readonly index: number;
  state: 'pending' | 'active' | 'done';
  value: ItemValue | null;
  isLeftOut: boolean;
  /** Waits for an item that is being elaborated: whoever names it closes a circle. */
  isCircular: boolean;
}

/** Elaborates a list of layers and gives the value of its last item; its input's for an empty list. */
export function elaborateList({ node, what, input, context }: NestedList): ItemValue {
  const { lists } = context.body.file;
  let items = node === null ? [] : lists.get(node);
  if (items === undefined) {
    items = readItems(node, what, context.source, context.body.file.blocks, context.report);
    if (node !== null) lists.set(node, items);
  }
  return new LayerList(items, input, context).run();
}

/**
 * One list while it is elaborated. Items are elaborated in the order of the text, except that a name that is
 * used before its place is elaborated first.
 */
export class LayerList implements NameScope {
  readonly parent: NameScope | null;
  readonly #slots: Slot[] = [];
  readonly #byName = new Map<string, Slot>();
  readonly #input: Value;
  readonly #context: ListContext;

  constructor(items: readonly SpecItem[], input: Value, context: ListContext) {
    this.parent = context.names;
    this.#input = input;
    this.#context = context;
    const unnamed = new Map<string, number>();
    for (const item of items) {
      const name = item.name === null ? nextName(item.kind, unnamed) : String(item.name.value);
      this.#add({
        index: this.#slots.length,
        item,
        name,
        path: context.prefix + name,
        state: 'pending',
        value: null,
        isLeftOut: false,
        isCircular: false,
      });
    }
  }

  #add(slot: Slot): void {
    const other = this.#byName.get(slot.name);
    this.#slots.push(slot);
    if (other === undefined) {
      this.#byName.set(slot.name, slot);
      this.#checkInputName(slot);
      return;
    }
    const culprit = slot.item.name === null ? other.item : slot.item;
    this.#context.report({
      code: 'spec.duplicate-name',
      place: placeOf(culprit.name ?? culprit.kindRange, this.#context.scope),
      message: message('The name `{name}` stands twice in this list.', { name: slot.name }),
      related: [
        {
          place: placeOf((culprit === slot.item ? other : slot).item.kindRange, this.#context.scope),
          message: message('The other `{name}` is here.', { name: slot.name }),
        },
      ],
    });
  }

  /** In the body's own list a layer may not be called after an input: `from` could mean either. */
  #checkInputName({ item, name }: Slot): void {
    const { prefix, report, scope, names } = this.#context;
    if (item.name === null || prefix !== '' || names?.find(name) === undefined) return;
    report({
      code: 'spec.duplicate-name',
      place: placeOf(item.name, scope),
      message: message('The name `{name}` is already that of an input.', { name }),
    });
  }

  find(name: string): NamedEntry | undefined {
    this.#context.body.file.limits.lookups += this.#context.prefix === '' ? 1 : 0;
    const slot = this.#byName.get(name);
    if (slot === undefined) return undefined;
    return {
      path: slot.path,
      isLeftOut: () => slot.isLeftOut,
      place: placeOf(slot.item.kindRange, this.#context.scope),
      force: () => {
        const value = this.#force(slot.index);
        if (!slot.isCircular) return value;
        // The circle is reported once, by whoever asked; after that its items have values of unknown shape.
        for (const each of this.#slots) each.isCircular = false;
        return null;
      },
    };
  }

  /** Without the items that are being elaborated and those that wait for them: to name one closes a circle. */
  names(): Iterable<string> {
    const waiting = needing(
      this.#slots.length,
      (index) => (this.#slots[index]?.state === 'done' ? [] : this.#needs(index)),
      (index) => this.#slots[index]?.state === 'active',
    );
    return [...this.#byName].filter(([, { index }]) => !waiting.has(index)).map(([name]) => name);
  }

  run(): ItemValue {
    for (const index of this.#order()) {
      const slot = this.#slots[index];
      if (slot?.state === 'pending') this.#elaborate(slot, index);
    }
    return this.#slots[this.#slots.length - 1]?.value ?? { type: 'value', value: this.#input };
  }

  /**
   * The items with those before them whose names they use: a loop with a stack of its own, since thousands of
   * items may each name the next. What leads in a circle comes in the order of the text.
   */
  #order(): number[] {
    const order: number[] = [];
    const seen = new Set<number>();
    for (const { index } of this.#slots) {
      if (seen.has(index)) continue;
      const stack = [{ index, needs: this.#needs(index) }];
      while (stack.length > 0) {
        const top = stack[stack.length - 1];
        if (top === undefined) break;
        seen.add(top.index);
        const next = top.needs.pop();
        if (next === undefined) {
          stack.pop();
          order.push(top.index);
        } else if (!seen.has(next)) stack.push({ index: next, needs: this.#needs(next) });
      }
    }
    return order;
  }

  #needs(index: number): number[] {
    const item = this.#slots[index]?.item;
    return item === undefined ? [] : itemNeeds(item, index, (name) => this.#byName.get(name)?.index);
  }

  #force(index: number): ItemValue | null {
    const slot = this.#slots[index];
    if (slot === undefined) return null;
    if (slot.state === 'active') return null;
    // An item follows the one above it, so begin with the first that is still to be done: a loop, not a
    // recursion, since a list may have thousands of items.
    let start = index;
    while (start > 0 && follows(this.#slots[start]?.item) && this.#slots[start - 1]?.state === 'pending')
      start--;
    for (let at = start; at <= index; at++) {
      const next = this.#slots[at];
      if (next?.state === 'pending') this.#elaborate(next, at);
    }
    return slot.state === 'done' ? slot.value : null;
  }

  #previous(index: number): ItemValue {
    const before = this.#slots[index - 1];
    if (before === undefined) return { type: 'value', value: this.#input };
    const value = this.#force(index - 1);
    const slot = this.#slots[index];
    if (slot !== undefined && (value === null || before.isCircular)) slot.isCircular = true;
    return value ?? { type: 'value', value: withoutShape(this.#input) };
  }

  /** A value to hang an item below whose own producer is not known: above it, without waiting for anything. */
  #nearest(index: number): Value {
    for (let at = index - 1; at >= 0; at--) {
      const value = this.#slots[at]?.value;
      if (value?.type === 'value') return value.value;
    }
    return this.#input;
  }

  #elaborate(slot: Slot, index: number): void {
    const { limits } = this.#context.body.file;
    limits.nested++;
    this.#elaborateNested(slot, index);
    limits.nested--;
  }

  #elaborateNested(slot: Slot, index: number): void {
    const context = this.#context;
    slot.state = 'active';
    const previous = (): ItemValue => this.#previous(index);
    const nearest = (): Value => this.#nearest(index);
    const place = placeOf(slot.item.kindRange, context.scope);
    if (!this.#isKept(slot.item)) {
      slot.value = previous();
      slot.isLeftOut = true;
      this.#checkForm(slot, place);
    } else if (isTooLarge(context.body, place, context)) {
      slot.value = { type: 'value', value: withoutShape(this.#input) };
    } else {
      const { item, path } = slot;
      const itemContext = { ...context, names: this, item, path, place, previous, nearest, elaborateList };
      slot.value = buildOnce(itemContext, () => {
        const value = elaborateItem(itemContext);
        shareWeights(itemContext);
        return value;
      });
    }
    slot.state = 'done';
    this.#publish(slot);
  }

  #publish({ path, value, isLeftOut }: Slot): void {
    const { formOnly, body } = this.#context;
    if (formOnly || value?.type !== 'value') return;
    body.builder.define(path, value.value);
    if (isLeftOut) body.builder.leftOut.add(path);
  }

  #isKept(item: SpecItem): boolean {
    const { scope, report, formOnly } = this.#context;
    if (item.when === null) return true;
    const when = evaluate(item.when, scope, report);
    if (formOnly || when.kind === 'unknown') return true;
    if (when.kind === 'scalar' && (typeof when.value === 'number' || typeof when.value === 'boolean')) {
      return Number(when.value) !== 0;
    }
    if (complainQuoted(when, 'when', complainTo(when, scope, report))) return true;
    report({
      code: 'spec.wrong-type',
      place: when.place,
      message: message('`when` takes a condition such as `$(stride > 1)`: 0 leaves the layer out.'),
    });
    return true;
  }

  /** What is left out is not built, but a misspelled key in it is a mistake all the same. */
  #checkForm(slot: Slot, place: Place): void {
    const context = formContext(this.#context);
    const unknown = withoutShape(this.#input);
    const { item, path } = slot;
    const previous = (): ItemValue => ({ type: 'value', value: unknown });
    const nearest = (): Value => unknown;
    elaborateItem({ ...context, names: this, item, path, place, previous, nearest, elaborateList });
  }
}

/** The same list seen without any value: every name of its scope is unknown. */
export function formContext(context: ListContext): ListContext {
  if (context.formOnly) return context;
  const scope = new Scope(context.scope.source, context.scope.symbols);
  for (const name of context.scope.names()) {
    const place = context.scope.lookup(name)?.place ?? { kind: 'block' };
    scope.define(name, { kind: 'unknown', place, parameter: null });
  }
  return {
    ...context,
    scope,
    formOnly: true,
    report: (problem) => {
      if (problem.code.startsWith('spec.') || problem.code.startsWith('reference.')) context.report(problem);
    },
  };
}

/** Unnamed items are called after their kind, numbered from the second. */
function nextName(kind: string, counts: Map<string, number>): string {
  const count = (counts.get(kind) ?? 0) + 1;
  counts.set(kind, count);
  return count === 1 ? kind : `${kind}_${count}`;
}

function isTooLarge(body: BodyContext, place: Place, context: ListContext): boolean {
  if (context.formOnly) return false;
  if (body.state.isTooLarge) return true;
  if (body.file.limits.nested > MAX_NESTED) return reportTooDeep(body, place, context);
  if (body.builder.opCount <= MAX_OPS && body.file.limits.nodes <= MAX_OPS) return false;
  body.state.isTooLarge = true;
  context.report({
    code: 'spec.too-large',
    place,
    message: message('From here on the model has more than {max} ops, so the rest is not built.', {
      max: MAX_OPS,
    }),
  });
  return true;
}

/** Items within items, and names that lead forward from list to list: each step takes room on the stack. */
const MAX_NESTED = 300;

function reportTooDeep(body: BodyContext, place: Place, context: ListContext): true {
  body.state.isTooLarge = true;
  context.report({
    code: 'spec.too-large',
    place,
    message: message('Names lead on from here through more than {max} layers that are not built yet.', {
      max: MAX_NESTED,
    }),
  });
  return true;
}
