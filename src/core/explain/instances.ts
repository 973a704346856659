import type { Body, CallNode, Group, Model, ModelNode, OpNode } from '../model/model.ts';
import type { MaybeShape } from '../model/shape.ts';
import type { SpecItem } from '../spec/item.ts';

/** One distinct body that holds nodes of an item: every use of it looks the same. */
export interface ItemInstance {
  readonly body: Body;
  /** Path of the first use of the body; '' for the file's own layers. */
  readonly path: string;
  /** How often the body stands in the unfolded model. */
  readonly uses: number;
  /** The nodes that the item gave, in topological order. */
  readonly nodes: readonly ModelNode[];
  /** The groups that the item gave: a stage, a residual, a parallel and their lists. */
  readonly groups: readonly Group[];
}

interface BodyUse {
  readonly body: Body;
  readonly path: string;
  uses: number;
}

/** Every distinct body with its first path and the number of its uses; each body is walked once. */
export function bodyUses(model: Model): BodyUse[] {
  const found = new Map<Body, BodyUse>();
  collect(model.body, '', found);
  // Parents stand before their children in `found`, so counts are complete when they are passed on.
  const order = topological(model.body);
  for (const body of order) {
    const uses = found.get(body)?.uses ?? 0;
    for (const call of callsOf(body)) {
      const child = found.get(call.body);
      if (child !== undefined) child.uses += uses;
    }
  }
  return [...found.values()];
}

function collect(body: Body, path: string, found: Map<Body, BodyUse>): void {
  if (found.has(body)) return;
  found.set(body, { body, path, uses: path === '' ? 1 : 0 });
  for (const call of callsOf(body))
    collect(call.body, path === '' ? call.path : `${path}.${call.path}`, found);
}

/** Bodies so that each comes after all that use it. */
function topological(root: Body): Body[] {
  const done = new Set<Body>();
  const order: Body[] = [];
  const visit = (body: Body): void => {
    if (done.has(body)) return;
    done.add(body);
    for (const call of callsOf(body)) visit(call.body);
    order.unshift(body);
  };
  visit(root);
  return order;
}

function callsOf(body: Body): CallNode[] {
  return body.nodes.filter((node): node is CallNode => node.type === 'call');
}

/** Where an item of the file turns up in the model. Empty for what was left out or could not be built. */
export function instancesOf(model: Model, item: SpecItem): ItemInstance[] {
  return bodyUses(model).flatMap(({ body, path, uses }): ItemInstance[] => {
    const nodes = body.nodes.filter((node) => isSame(node.item, item));
    const groups = body.groups.filter((group) => isSame(group.item, item));
    return nodes.length + groups.length === 0 ? [] : [{ body, path, uses, nodes, groups }];
  });
}

/** Items are read anew with each look at the text; the place is what tells them apart. */
function isSame(a: SpecItem, b: SpecItem): boolean {
  return (
    a.source === b.source && a.kindRange.start === b.kindRange.start && a.kindRange.end === b.kindRange.end
  );
}

/** The nodes of a group and of everything within it. */
export function nodesWithin(body: Body, { path }: Pick<Group, 'path'>): ModelNode[] {
  return body.nodes.filter((node) => node.path === path || node.path.startsWith(`${path}.`));
}

export function opsOf(nodes: readonly ModelNode[]): OpNode[] {
  return nodes.filter((node): node is OpNode => node.type === 'op');
}

/** What the item brings to whatever follows it; null where that is not known. */
export function outputOf(instance: ItemInstance): MaybeShape {
  return instance.nodes[instance.nodes.length - 1]?.output ?? null;
}
