import { opLabel, shortLabel } from '../drawing/opLabel.ts';
import { attributeText } from '../model/attributeText.ts';
import type { Body, CallNode, Cost, Group, ModelNode, OpNode, ValueRef } from '../model/model.ts';
import { formatShape, type MaybeShape } from '../model/shape.ts';
import { sumCosts } from '../model/sumCosts.ts';
import type { SpecItem } from '../spec/item.ts';
import { decidingAttributes } from './decidingAttributes.ts';

/**
 * One thing that a reader would compare: a layer with its norm and activation, a stage, one use of a block, a
 * residual or parallel with what is inside.
 */
export interface Unit {
  /** As the reports name it: `conv3_x`, `stage.1.residual.branch.conv`. */
  readonly path: string;
  /** Its written name; null where it has none. */
  readonly name: string | null;
  readonly kind: string;
  /** `3×3 conv, 64, BN, ReLU`, `basic ×3`. */
  readonly title: string;
  /** Everything that says what it is, but for what is inside, as text. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly output: MaybeShape;
  readonly cost: Cost;
  readonly inside: readonly Unit[];
  /** The node whose output is the unit's, and the nodes that it takes, by their paths in the body; `input 0` for an input. */
  readonly outputPath: string;
  readonly producers: readonly string[];
  /** The same as the file would name them. */
  readonly producerNames: readonly string[];
  /** True where it takes nothing but what stands right before it. */
  readonly followsPrevious: boolean;
  /** True of a sum, a mean and a product: in which order they take their producers means nothing. */
  readonly takesInAnyOrder: boolean;
  /** Equal for units that mean the same, names aside. */
  readonly signature: string;
}

/** The units of a body, in its order; equal bodies give one list. */
export class UnitReader {
  readonly #known = new Map<Body, readonly Unit[]>();

  unitsOf(body: Body): readonly Unit[] {
    const known = this.#known.get(body);
    if (known !== undefined) return known;
    const units = this.#read(body, body.nodes, null);
    this.#known.set(body, units);
    return units;
  }

  #read(body: Body, nodes: readonly ModelNode[], within: Group | null): Unit[] {
    const units: Unit[] = [];
    let at = 0;
    for (let node = nodes[at]; node !== undefined; node = nodes[at]) {
      const group = childOf(node.group, within);
      const first = node;
      const length = runLength(nodes.slice(at), (other) =>
        group === null ? isSameLayer(first, other, within) : childOf(other.group, within) === group,
      );
      const members = nodes.slice(at, at + length);
      const parts = group === null ? this.#leaf(members) : this.#container(body, group, members);
      units.push(finish({ ...parts, ...wiringOf(members, body, units) }));
      at += length;
    }
    return units;
  }

  #leaf(members: readonly ModelNode[]): UnitParts {
    const [first] = members;
    if (first === undefined) throw new Error('a unit has no node');
    if (first.type === 'call') return this.#call(first);
    const ops = members.filter((node): node is OpNode => node.type === 'op');
    const last = ops[ops.length - 1] ?? first;
    return {
      path: first.path,
      name: nameOf(first.item),
      kind: first.op.kind,
      title: [opLabel(first), ...ops.slice(1).map((node) => shortLabel(node))].join(', '),
      attributes: { ...attributesOf(ops), ...weightsOf(first) },
      output: last.output,
      cost: sumCosts(ops.map((node) => node.cost)),
      inside: [],
    };
  }

  #call(node: CallNode): UnitParts {
    const block = node.body.block;
    return {
      path: node.path,
      name: nameOf(node.item),
      kind: 'block',
      title: block?.name ?? 'block',
      attributes: { block: block?.name ?? '', ...block?.arguments, ...weightsOf(node) },
      output: node.output,
      cost: node.cost,
      inside: this.unitsOf(node.body),
    };
  }

  #container(body: Body, group: Group, members: readonly ModelNode[]): UnitParts {
    const last = members[members.length - 1];
    const common = {
      path: group.path,
      name: nameOf(group.item),
      kind: group.kind,
      output: last?.output ?? null,
      cost: sumCosts(members.map((node) => node.cost)),
    };
    if (group.kind === 'stage') return this.#stage(group.block, group.repeat, members, common);
    const attributes: Record<string, string> = {};
    if (group.kind === 'residual') attributes['shortcut'] = group.residual.option;
    if (group.kind === 'parallel') attributes['merge'] = group.merge;
    const title =
      Object.values(attributes).length > 0
        ? `${group.kind}, ${Object.values(attributes).join(', ')}`
        : group.kind;
    return { ...common, title, attributes, inside: this.#read(body, members, group) };
  }

  /** Inside stands each different block; of many the first ones, but all of them tell stages apart. */
  #stage(
    block: string,
    repeat: number,
    members: readonly ModelNode[],
    common: Pick<Unit, 'path' | 'name' | 'kind' | 'output' | 'cost'>,
  ): UnitParts {
    const calls = members.filter((node): node is CallNode => node.type === 'call');
    const bodies = [...new Set(calls.map((call) => call.body))];
    const units = bodies.map((body) => {
      const call = calls.find((each) => each.body === body);
      if (call === undefined) throw new Error('a stage has lost its block');
      return finish({ ...this.#call(call), ...unwired(call.path) });
    });
    const order = calls.map((call) => bodies.indexOf(call.body));
    const attributes = { ...units[0]?.attributes, block, repeat: String(repeat) };
    const blocks = JSON.stringify([order, units.map(({ signature }) => signature)]);
    const inside = units.slice(0, MOST_BLOCKS_SHOWN);
    return { ...common, title: `${block} ×${repeat}`, attributes, inside, blocks };
  }
}

const MOST_BLOCKS_SHOWN = 8;

type Wiring = Pick<
  Unit,
  'outputPath' | 'producers' | 'producerNames' | 'followsPrevious' | 'takesInAnyOrder'
> & {
  readonly wires: string;
};
/** A unit before it is known what it takes. `blocks`: all blocks of a stage, for the signature. */
type UnitParts = Omit<Unit, 'signature' | keyof Wiring> & {
  readonly blocks?: string;
};

function unwired(path: string): Wiring {
  return {
    outputPath: path,
    producers: [],
    producerNames: [],
    followsPrevious: true,
    takesInAnyOrder: false,
    wires: '',
  };
}

/** What a unit takes from outside of itself. */
function wiringOf(members: readonly ModelNode[], body: Body, list: readonly Unit[]): Wiring {
  const own = new Set(members);
  const taken = members
    .flatMap((node) => node.inputs)
    .filter((ref) => ref.kind === 'input' || !own.has(body.nodes[ref.path[0]] as ModelNode));
  const producers = taken.map((ref) => pathOf(ref, body));
  const previous = list[list.length - 1]?.outputPath ?? null;
  const wires = producers.map((producer) => {
    const at = list.findIndex(({ outputPath }) => outputPath === producer);
    return at < 0 ? (producer.startsWith('input ') ? producer : 'outer') : String(at - list.length);
  });
  const takesInAnyOrder = members.length === 1 && members.every(isSymmetric);
  if (takesInAnyOrder) wires.sort();
  return {
    outputPath: members[members.length - 1]?.path ?? '',
    producers,
    producerNames: taken.map((ref) => nameIn(ref, body)),
    followsPrevious: producers.length === 1 && producers[0] === previous,
    takesInAnyOrder,
    wires: wires.join(),
  };
}

/** Of a residual's sum the first producer is the branch, to which `survival` and `scale` belong. */
function isSymmetric(node: ModelNode): boolean {
  if (node.type === 'call') return false;
  if (node.op.kind === 'mean' || node.op.kind === 'multiply') return true;
  return node.op.kind === 'add' && node.op.attributes.survival === 1 && node.op.attributes.scale === 1;
}

/** The path of a value's node within the body, `input 0` for an input. */
export function pathOf(ref: ValueRef, body: Body): string {
  if (ref.kind === 'input') return `input ${ref.index}`;
  const [first, ...rest] = ref.path;
  return [body.nodes[first]?.path ?? '', ...rest].join('>');
}

/** As the file would name a value: an input by its name, what lies in a block with a dot. */
function nameIn(ref: ValueRef, { inputs, nodes }: Body): string {
  if (ref.kind === 'input') return inputs[ref.index]?.name ?? 'input';
  const [first, inner, ...rest] = ref.path;
  const node = nodes[first];
  if (node === undefined) return '';
  if (node.type === 'op' || inner === undefined) return node.path;
  return `${node.path}.${nameIn({ kind: 'node', path: [inner, ...rest] }, node.body)}`;
}

function finish({ wires, blocks, ...parts }: UnitParts & Wiring): Unit {
  const { kind, attributes, output, inside } = parts;
  const shape = output === null ? '?' : formatShape(output);
  const held = blocks ?? inside.map((each) => each.signature);
  return { ...parts, signature: JSON.stringify([kind, attributes, shape, wires, held]) };
}

/** The group that is a child of `within` and holds this one; null for what lies in `within` itself. */
function childOf(group: Group | null, within: Group | null): Group | null {
  let child: Group | null = null;
  for (let at = group; at !== within && at !== null; at = at.parent) child = at;
  return child;
}

/** A convolution, its norm and its activation are one item. */
function isSameLayer(first: ModelNode, other: ModelNode, within: Group | null): boolean {
  if (other === first) return true;
  return (
    first.type === 'op' &&
    other.type === 'op' &&
    other.item === first.item &&
    childOf(other.group, within) === null &&
    other.path.startsWith(`${first.path}.`)
  );
}

function runLength<T>(items: readonly T[], belongs: (item: T) => boolean): number {
  const end = items.findIndex((item) => !belongs(item));
  return end < 0 ? items.length : end;
}

function nameOf(item: SpecItem): string | null {
  return item.name === null ? null : String(item.name.value);
}

/** The attributes of a layer's ops; those of its norm and activation under their kinds. */
function attributesOf(ops: readonly OpNode[]): Record<string, string> {
  const entries = ops.flatMap(({ op }, at) =>
    Object.entries(decidingAttributes(op)).map(([name, value]): [string, string] => [
      at === 0 ? name : `${op.kind}.${name}`,
      attributeText(value),
    ]),
  );
  return Object.fromEntries(entries);
}

/** Whose weights it uses. */
function weightsOf({ weightsOf: other }: { readonly weightsOf: string | null }): Record<string, string> {
  return other === null ? {} : { weights: other };
}
