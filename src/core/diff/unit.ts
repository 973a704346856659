import { opLabel, shortLabel } from '../drawing/opLabel.ts';
import type { Body, CallNode, Cost, Group, ModelNode, OpNode, ValueRef } from '../model/model.ts';
import { formatShape, type MaybeShape } from '../model/shape.ts';
import { sumCosts } from '../model/sumCosts.ts';
import type { SpecItem } from '../spec/item.ts';

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
      units.push(group === null ? this.#leaf(members) : this.#container(body, group, members));
      at += length;
    }
    return units;
  }

  #leaf(members: readonly ModelNode[]): Unit {
    const [first] = members;
    if (first === undefined) throw new Error('a unit has no node');
    if (first.type === 'call') return this.#call(first);
    const ops = members.filter((node): node is OpNode => node.type === 'op');
    const last = ops[ops.length - 1] ?? first;
    return unit({
      path: first.path,
      name: nameOf(first.item),
      kind: first.op.kind,
      title: [opLabel(first.op), ...ops.slice(1).map((node) => shortLabel(node.op))].join(', '),
      attributes: { ...attributesOf(ops), ...fromOf(first) },
      output: last.output,
      cost: sumCosts(ops.map((node) => node.cost)),
      inside: [],
    });
  }

  #call(node: CallNode): Unit {
    const block = node.body.block;
    return unit({
      path: node.path,
      name: nameOf(node.item),
      kind: 'block',
      title: block?.name ?? 'block',
      attributes: { block: block?.name ?? '', ...block?.arguments, ...fromOf(node) },
      output: node.output,
      cost: node.cost,
      inside: this.unitsOf(node.body),
    });
  }

  #container(body: Body, group: Group, members: readonly ModelNode[]): Unit {
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
    return unit({ ...common, title, attributes, inside: this.#read(body, members, group) });
  }

  /** Inside stands the first block, and the second where it is another: the others are mostly the second again. */
  #stage(
    block: string,
    repeat: number,
    members: readonly ModelNode[],
    common: Pick<Unit, 'path' | 'name' | 'kind' | 'output' | 'cost'>,
  ): Unit {
    const calls = members.filter((node): node is CallNode => node.type === 'call');
    const bodies = [...new Set(calls.map((call) => call.body))].slice(0, 2);
    const inside = bodies.map((body) =>
      this.#call(calls.find((call) => call.body === body) ?? throwMissing()),
    );
    const attributes = { ...inside[0]?.attributes, block, repeat: String(repeat) };
    return unit({ ...common, title: `${block} ×${repeat}`, attributes, inside });
  }
}

function throwMissing(): never {
  throw new Error('a stage has lost its block');
}

function unit(parts: Omit<Unit, 'signature'>): Unit {
  const { kind, attributes, output, inside } = parts;
  const shape = output === null ? '?' : formatShape(output);
  const signature = JSON.stringify([kind, attributes, shape, inside.map((each) => each.signature)]);
  return { ...parts, signature };
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
    Object.entries(op.attributes).map(([name, value]): [string, string] => [
      at === 0 ? name : `${op.kind}.${name}`,
      written(value),
    ]),
  );
  return Object.fromEntries(entries);
}

function written(value: unknown): string {
  if (Array.isArray(value))
    return value.every((each) => each === value[0]) ? String(value[0]) : `[${value.join(', ')}]`;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

/** How many producers it has: which they are shows in the shapes and costs of what changed. */
function fromOf({
  inputs,
  weightsOf,
}: {
  readonly inputs: readonly ValueRef[];
  readonly weightsOf: string | null;
}): Record<string, string> {
  return {
    ...(inputs.length > 1 ? { producers: String(inputs.length) } : {}),
    ...(weightsOf === null ? {} : { weights: weightsOf }),
  };
}
