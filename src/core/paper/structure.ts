import type {
  Body,
  CallNode,
  Group,
  Model,
  ModelNode,
  OpNode,
  ResidualGroup,
  ValueRef,
} from '../model/model.ts';
import { type Producer, producerOf } from '../model/producer.ts';
import type { SpecItem } from '../spec/item.ts';
import type { TextRange } from '../spec/textRange.ts';

/** Where something stands: its path from the model, and what of the file holds it. */
export interface Where {
  readonly path: string;
  /** Null where the file does not write it. */
  readonly range: TextRange | null;
}

/** What a comparison asks of a residual beside the layers on its branch. */
export interface ResidualFacts {
  readonly where: Where;
  readonly hasShortcut: boolean;
  readonly isIdentity: boolean;
  readonly isStrided: boolean;
  /** Where a norm stands at the branch's last convolution; null where the branch forks there. */
  readonly norms: { readonly before: boolean; readonly behind: boolean } | null;
  /** By which its branch is kept in training. */
  readonly survival: number;
  /** Whether something multiplies its channels by what it computes of them. */
  readonly isGated: boolean;
  /** Whether its shortcut takes averages. */
  readonly isShortcutPooled: boolean;
}

/** What there is beside the layers on the longest path. */
export interface Structure {
  /** In the order of the net; of equal blocks the first. */
  readonly residuals: readonly ResidualFacts[];
  readonly firstNorm: Where | null;
}

export function structureOf({ body }: Model): Structure {
  const found: Collected = { residuals: [], firstNorm: null, done: new Set() };
  collect(body, null, found);
  return found;
}

interface Collected {
  readonly residuals: ResidualFacts[];
  firstNorm: Where | null;
  readonly done: Set<Body>;
}

/** @param use where the file's own list uses the block that this is; null for that list itself. */
function collect(body: Body, use: Where | null, found: Collected): void {
  if (found.done.has(body)) return;
  found.done.add(body);
  const residuals = new Set<Group>();
  for (const node of body.nodes) {
    for (let at = node.group; at !== null; at = at.parent) {
      if (at.kind !== 'residual' || residuals.has(at)) continue;
      residuals.add(at);
      found.residuals.push(residualFacts(body, at, within(use, at)));
    }
    if (node.type === 'call') collect(node.body, within(use, node), found);
    else if (node.op.kind === 'norm') found.firstNorm ??= within(use, node);
  }
}

function within(
  use: Where | null,
  { path, item }: { readonly path: string; readonly item: SpecItem },
): Where {
  if (use !== null) return { path: `${use.path}.${path}`, range: use.range };
  return { path, range: item.source === 'file' ? item.kindRange : null };
}

function residualFacts(body: Body, group: ResidualGroup, where: Where): ResidualFacts {
  const { residual } = group;
  const inside = body.nodes.filter((node) => isIn(node.group, group));
  const onShortcut = inside.filter(({ group: own }) => own?.kind === 'shortcut' && own.parent === group);
  const add = inside.find((node) => node.group === group && node.type === 'op' && node.op.kind === 'add');
  return {
    where,
    hasShortcut: residual.option !== 'none',
    isIdentity: residual.isIdentity,
    isStrided: Math.max(...residual.stride) > 1,
    norms: normsOf(body, residual.branchValue),
    survival: add?.type === 'op' && add.op.kind === 'add' ? add.op.attributes.survival : 1,
    isGated: holds(inside, ({ op: { kind } }) => kind === 'squeeze_excite' || kind === 'gate'),
    isShortcutPooled: holds(onShortcut, ({ op }) => op.kind === 'pool' && op.attributes.type === 'average'),
  };
}

function isIn(group: Group | null, outer: Group): boolean {
  for (let at = group; at !== null; at = at.parent) if (at === outer) return true;
  return false;
}

function holds(nodes: readonly ModelNode[], test: (node: OpNode) => boolean): boolean {
  return nodes.some((node) => (node.type === 'call' ? holds(node.body.nodes, test) : test(node)));
}

function normsOf(body: Body, end: ValueRef): ResidualFacts['norms'] {
  let [before, behind, convolutions] = [false, false, 0];
  for (const { op, inputs } of opsBack(body, end)) {
    if (op.kind === 'conv' && ++convolutions === 2) break;
    if (op.kind === 'norm' && convolutions === 0) behind = true;
    if (op.kind === 'norm' && convolutions === 1) before = true;
    if (inputs.length > 1 && !before) return null;
  }
  return { before, behind };
}

/** A use of a block that a walk is in. */
interface Frame {
  readonly body: Body;
  readonly call: CallNode;
  readonly outer: Frame | null;
}

/** The ops that lead to a value, the last first, as long as each follows one other. */
function* opsBack(start: Body, end: ValueRef): Generator<OpNode> {
  let [body, ref, frame]: [Body, ValueRef | undefined, Frame | null] = [start, end, null];
  while (ref !== undefined) {
    const producer: Producer = producerOf(body, ref);
    if (producer.kind === 'input') {
      if (frame === null) return;
      ref = frame.call.inputs[producer.index];
      [body, frame] = [frame.body, frame.outer];
    } else if (producer.kind === 'op') {
      yield producer.node;
      ref = producer.node.inputs.length === 1 ? producer.node.inputs[0] : undefined;
    } else {
      frame = { body, call: producer.node, outer: frame };
      body = producer.node.body;
      ref = producer.kind === 'inside' ? producer.value : body.outputs[0]?.value;
    }
  }
}
