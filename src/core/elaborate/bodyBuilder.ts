import type { Place } from '../language/place.ts';
import type { Cost, Group, ModelNode, OpNode, ValueRef } from '../model/model.ts';
import type { Op } from '../model/op.ts';
import type { MaybeShape, Shape } from '../model/shape.ts';
import { withoutWeights } from '../model/sumCosts.ts';
import { definitionOf } from '../ops/registry.ts';
import type { SpecItem } from '../spec/item.ts';
import type { BlockInstance } from './blockInstance.ts';
import type { NormSettings } from './normSettings.ts';
import type { Value } from './value.ts';

export interface NewNode {
  readonly path: string;
  readonly inputs: readonly Value[];
  readonly output: MaybeShape;
  readonly item: SpecItem;
  readonly group: Group | null;
  readonly place: Place;
}

/** The names and places of an item that was taken over from an equal one, worked out when someone asks. */
export interface RebuiltItem {
  /** By what follows the item's path. */
  valueAt(path: string): Value | undefined;
  literalPlaceOf(index: number, name: string): Place | null;
}

/** Collects the nodes and groups of one body, and what only elaboration needs to know about them. */
export class BodyBuilder {
  readonly nodes: ModelNode[] = [];
  readonly groups: Group[] = [];
  readonly #groupStarts = new Map<string, { readonly group: Group; readonly start: number }>();
  /** Every name of the body by its dotted path. */
  readonly values = new Map<string, Value>();
  /** The norm of each convolution, null for none: a default projection takes over the last one's. */
  readonly convolutionNorms = new Map<number, NormSettings | null>();
  readonly instances = new Map<number, BlockInstance>();
  /** Where the attributes of an op are written, for fixes. */
  readonly #literalPlaces = new Map<number, (name: string) => Place | null>();
  /** Paths of items that `when` leaves out. */
  readonly leftOut = new Set<string>();
  readonly #rebuilt = new Map<string, { readonly first: number; readonly item: RebuiltItem }>();
  #names: Map<string, Value> | null = null;
  opCount = 0;

  addOp(op: Op, node: NewNode & { readonly isComplete: boolean }, costInputs?: readonly MaybeShape[]): Value {
    const shapes = costInputs ?? node.inputs.map((input) => input.shape);
    this.nodes.push({
      type: 'op',
      op,
      isComplete: node.isComplete,
      path: node.path,
      inputs: node.inputs.map((input) => input.ref),
      inputShapes: node.inputs.map((input) => input.shape),
      output: node.output,
      cost: costOf(op, shapes, node.output),
      item: node.item,
      group: node.group,
      weightsOf: null,
    } satisfies OpNode);
    this.opCount++;
    return this.#define(node);
  }

  addCall(instance: BlockInstance, node: NewNode): Value {
    this.instances.set(this.nodes.length, instance);
    this.nodes.push({
      type: 'call',
      body: instance.body,
      path: node.path,
      inputs: node.inputs.map((input) => input.ref),
      inputShapes: node.inputs.map((input) => input.shape),
      output: node.output,
      cost: instance.body.cost,
      item: node.item,
      group: node.group,
      weightsOf: null,
    });
    this.opCount += instance.body.opCount;
    return this.#define(node);
  }

  /** The node at `index` has no weights of its own: it uses those of an earlier one. */
  useWeights(index: number, other: number): void {
    const [node, owner] = [this.nodes[index], this.nodes[other]];
    if (node === undefined || owner === undefined) throw new Error('a node that shares weights is missing');
    const weightsOf = owner.weightsOf ?? owner.path;
    this.nodes[index] = { ...node, weightsOf, cost: withoutWeights(node.cost) };
  }

  addGroup<G extends Group>(group: G): G {
    this.groups.push(group);
    this.#groupStarts.set(group.path, { group, start: this.nodes.length });
    return group;
  }

  /** The group at a path, and the index that its first node has at the least. */
  groupAt(path: string): { readonly group: Group; readonly start: number } | undefined {
    return this.#groupStarts.get(path);
  }

  /** The index of the node that was added last. */
  get lastIndex(): number {
    return this.nodes.length - 1;
  }

  #define(node: NewNode): Value {
    const ref: ValueRef = { kind: 'node', path: [this.nodes.length - 1] };
    const value: Value = { ref, shape: node.output, place: node.place };
    this.define(node.path, value);
    return value;
  }

  /** Gives a value its dotted path within the body. */
  define(path: string, value: Value): void {
    this.values.set(path, value);
    this.#names?.set(path, value);
  }

  /** What is defined from here on, until this is called again. */
  recordNames(): ReadonlyMap<string, Value> {
    this.#names = new Map();
    return this.#names;
  }

  valueAt(path: string): Value | undefined {
    const own = this.values.get(path);
    if (own !== undefined || this.#rebuilt.size === 0) return own;
    for (let end = path.length; end > 0; end = path.lastIndexOf('.', end - 1)) {
      const value = this.#rebuilt.get(path.slice(0, end))?.item.valueAt(path.slice(end));
      if (value !== undefined) return value;
    }
    return undefined;
  }

  /** An item that was taken over whole: its nodes from the one with the number `first` on are there already. */
  addRebuilt(path: string, first: number, item: RebuiltItem): void {
    this.#rebuilt.set(path, { first, item });
  }

  /** The function says where each attribute of the node that was added last is written. */
  setLiteralPlaces(placeOf: (name: string) => Place | null): void {
    this.#literalPlaces.set(this.lastIndex, placeOf);
  }

  /** Where an attribute of a node is written, so that replacing it there changes nothing else. */
  literalPlaceOf(index: number, name: string): Place | null {
    const own = this.#literalPlaces.get(index);
    if (own !== undefined) return own(name);
    const rebuilt = [...this.#rebuilt.values()].findLast(({ first }) => first <= index);
    return rebuilt?.item.literalPlaceOf(index - rebuilt.first, name) ?? null;
  }
}

function costOf(op: Op, inputs: readonly MaybeShape[], output: MaybeShape): Cost {
  const known = inputs.filter((shape): shape is Shape => shape !== null);
  if (output === null || known.length < inputs.length) return { trainable: 0, nonTrainable: 0, macs: 0 };
  return definitionOf(op).cost(op.attributes, known, output);
}
