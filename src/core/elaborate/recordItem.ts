import { KINDS } from '../language/kinds.ts';
import type { Place } from '../language/place.ts';
import type { Group, ModelNode, ResidualInfo, ValueRef } from '../model/model.ts';
import type { SpecItem } from '../spec/item.ts';
import type { SpecNode } from '../spec/node.ts';
import type { TextRange } from '../spec/textRange.ts';
import type { BodyBuilder } from './bodyBuilder.ts';
import {
  type BuiltGroup,
  type BuiltItem,
  type BuiltNode,
  type BuiltResidual,
  type BuiltValue,
  type InnerRef,
  TAKEN,
} from './builtItem.ts';
import type { FileContext } from './context.ts';
import { sameRef } from './pathStride.ts';
import type { Value } from './value.ts';

/** What was just built for an item, from the nodes and groups with these numbers on. */
export interface Built {
  readonly item: SpecItem;
  readonly path: string;
  readonly input: Value;
  readonly result: Value;
  readonly firstNode: number;
  readonly firstGroup: number;
  readonly opsBefore: number;
  readonly defined: ReadonlyMap<string, Value>;
}

/** Something of the item cannot be told apart from where it stands. */
class NotMovable extends Error {}

/** Null where what the item gave depends on more than its text and the shape that it takes. */
export function recordItem(built: Built, builder: BodyBuilder, file: FileContext): BuiltItem | null {
  try {
    return new Recorder(built, builder, file).record();
  } catch (error) {
    if (error instanceof NotMovable) return null;
    throw error;
  }
}

class Recorder {
  readonly #built: Built;
  readonly #builder: BodyBuilder;
  readonly #lists: (readonly number[])[] = [];
  readonly #items = new Map<SpecItem, number>();
  readonly #groups = new Map<Group, number>();

  constructor(built: Built, builder: BodyBuilder, file: FileContext) {
    this.#built = built;
    this.#builder = builder;
    this.#items.set(built.item, 0);
    this.#findLists(built.item.value, [], file);
    builder.groups.slice(built.firstGroup).forEach((group, index) => this.#groups.set(group, index));
  }

  /** In the order of the text, as they are read again. */
  #findLists(node: SpecNode | null, steps: readonly number[], file: FileContext): void {
    if (node === null || node.type === 'scalar') return;
    const items = file.lists.get(node);
    if (items !== undefined) {
      this.#lists.push(steps);
      for (const item of items) this.#items.set(item, this.#items.size);
    }
    const inner = node.type === 'map' ? node.pairs.map(({ value }) => value) : node.items;
    for (const [index, each] of inner.entries()) this.#findLists(each, [...steps, index], file);
  }

  record(): BuiltItem {
    const { input, result, firstNode, opsBefore, defined, path } = this.#built;
    // A block's body is shared by all its uses in the file, and belongs to one version of the text.
    if ([...this.#items.keys()].some(({ kind }) => kind === 'stage' || kind === 'block'))
      throw new NotMovable();
    const nodes = this.#builder.nodes.slice(firstNode);
    return {
      input: input.shape,
      nodes: nodes.map((node) => this.#node(node)),
      groups: [...this.#groups.keys()].map((group) => this.#group(group)),
      lists: this.#lists,
      values: new Map([...defined].map(([name, value]) => [this.#inner(name), this.#value(value)])),
      literals: new Map(nodes.map((node, index) => [index, this.#literals(node, firstNode + index)])),
      leftOut: [...defined.keys()]
        .filter((name) => this.#builder.leftOut.has(name))
        .map((name) => name.slice(path.length)),
      result: this.#value(result),
      ops: this.#builder.opCount - opsBefore,
    };
  }

  #node(node: ModelNode): BuiltNode {
    if (node.type === 'call' || node.weightsOf !== null) throw new NotMovable();
    const { op, isComplete, path, inputs, inputShapes, output, cost, item, group } = node;
    return {
      op,
      isComplete,
      path: this.#inner(path),
      inputs: inputs.map((ref) => this.#ref(ref)),
      inputShapes,
      output,
      cost,
      item: this.#itemNumber(item),
      group: this.#groupNumber(group),
    };
  }

  #group(group: Group): BuiltGroup {
    const base = {
      path: this.#inner(group.path),
      item: this.#itemNumber(group.item),
      parent: this.#groupNumber(group.parent),
    };
    switch (group.kind) {
      case 'stage':
        throw new NotMovable();
      case 'branch':
      case 'shortcut':
        return { ...base, kind: group.kind };
      case 'parallel':
        return { ...base, kind: group.kind, merge: group.merge };
      case 'residual':
        return { ...base, kind: group.kind, residual: this.#residual(group.residual) };
    }
  }

  #residual(residual: ResidualInfo): BuiltResidual {
    const { source, shortcutValue, branchValue } = residual;
    return {
      ...residual,
      source: this.#ref(source),
      shortcutValue: shortcutValue === null ? null : this.#ref(shortcutValue),
      branchValue: this.#ref(branchValue),
    };
  }

  #value({ ref, shape, place }: Value): BuiltValue {
    const inner = this.#ref(ref);
    if (place === this.#built.input.place) return { ref: inner, shape, place: null };
    return { ref: inner, shape, place: this.#range(place) };
  }

  #literals(node: ModelNode, index: number): ReadonlyMap<string, TextRange> {
    const literals = new Map<string, TextRange>();
    for (const name of Object.keys(KINDS.get(node.item.kind)?.table ?? {})) {
      const place = this.#builder.literalPlaceOf(index, name);
      if (place !== null) literals.set(name, this.#range(place));
    }
    return literals;
  }

  #range(place: Place | null): TextRange {
    const { start, end } = this.#built.item.range;
    if (place?.kind !== 'file' || place.range.start < start || place.range.end > end) throw new NotMovable();
    return { start: place.range.start - start, end: place.range.end - start };
  }

  #inner(path: string): string {
    const own = this.#built.path;
    if (path !== own && !path.startsWith(`${own}.`)) throw new NotMovable();
    return path.slice(own.length);
  }

  #ref(ref: ValueRef): InnerRef {
    if (sameRef(ref, this.#built.input.ref)) return TAKEN;
    if (ref.kind === 'input' || ref.path.length > 1 || ref.path[0] < this.#built.firstNode)
      throw new NotMovable();
    return ref.path[0] - this.#built.firstNode;
  }

  #itemNumber(item: SpecItem): number {
    const number = this.#items.get(item);
    if (number === undefined) throw new NotMovable();
    return number;
  }

  #groupNumber(group: Group | null): number | null {
    if (group === null) return null;
    const number = this.#groups.get(group);
    if (number === undefined) throw new NotMovable();
    return number;
  }
}
