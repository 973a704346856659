import type { Body, Group, ModelNode, ResidualGroup, ValueRef } from '../model/model.ts';

/** Who uses what inside one body: looked up once, then asked often. */
export interface BodyIndex {
  /** For each node the nodes that take its output, one entry for each input that does. */
  readonly consumers: readonly (readonly number[])[];
  /** Nodes whose value leaves the body, or that a dotted name reaches into. */
  readonly exposed: ReadonlySet<number>;
}

export function indexBody(body: Body): BodyIndex {
  const consumers: number[][] = body.nodes.map(() => []);
  const exposed = new Set<number>();
  body.nodes.forEach((node, at) => {
    for (const ref of node.inputs) {
      if (ref.kind !== 'node') continue;
      consumers[ref.path[0]]?.push(at);
      if (ref.path.length > 1) exposed.add(ref.path[0]);
    }
  });
  for (const output of body.outputs) if (output.value.kind === 'node') exposed.add(output.value.path[0]);
  return { consumers, exposed };
}

/** The node that alone takes this node's output, where there is one and nobody else can see the value. */
export function soleConsumer(body: Body, index: BodyIndex, at: number): number | null {
  const consumers = index.consumers[at] ?? [];
  const only = consumers[0];
  if (only === undefined || consumers.length > 1 || index.exposed.has(at)) return null;
  return body.nodes[only]?.inputs.length === 1 ? only : null;
}

export function innermost(group: Group | null, kind: Group['kind']): Group | null {
  for (let at = group; at !== null; at = at.parent) if (at.kind === kind) return at;
  return null;
}

/** The residual whose shortcut this node stands on. */
export function shortcutOf(node: ModelNode): ResidualGroup | null {
  const list = innermost(node.group, 'shortcut');
  if (list?.parent?.kind === 'residual') return list.parent;
  const own = node.group;
  return own?.kind === 'residual' && node.type === 'op' && node.op.kind === 'shortcut_a' ? own : null;
}

/** The residual that this addition closes. */
export function residualClosedBy(node: ModelNode): ResidualGroup | null {
  const isAdd = node.type === 'op' && node.op.kind === 'add';
  return isAdd && node.group?.kind === 'residual' ? node.group : null;
}

/** The node that makes a value, as an index; null for an input of the body. */
export function producerOf(ref: ValueRef): number | null {
  return ref.kind === 'node' ? ref.path[0] : null;
}
