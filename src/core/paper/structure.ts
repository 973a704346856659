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
import { type MaybeShape, sameShape } from '../model/shape.ts';
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
  /** Whether something learned stands on its shortcut. */
  readonly isProjected: boolean;
  /** Whether what it adds to has another shape than what comes in; null where that is not known. */
  readonly changesShape: boolean | null;
  readonly isStrided: boolean;
  /** Where a norm stands at the branch's last convolution; null where the branch forks there. */
  readonly norms: { readonly before: boolean; readonly behind: boolean } | null;
  /** By which its branch is kept in training. */
  readonly survival: number;
  /** Whether something multiplies its channels by what it computes of them. */
  readonly isGated: boolean;
  /** Of a squeeze-and-excitation on it; null where none is or where it is spelled out. */
  readonly reduction: number | null;
  /** Whether its shortcut takes averages. */
  readonly isShortcutPooled: boolean;
}

/** What there is beside the layers on the longest path. */
export interface Structure {
  /** Every one, in the order of the net. */
  readonly residuals: readonly ResidualFacts[];
  readonly firstNorm: Where | null;
}

export function structureOf({ body }: Model): Structure {
  return structureIn(body, new Map());
}

/** Each distinct body is looked through once; `where` is told as its own list would. */
function structureIn(body: Body, known: Map<Body, Structure>): Structure {
  const done = known.get(body);
  if (done !== undefined) return done;
  const residuals: ResidualFacts[] = [];
  let firstNorm: Where | null = null;
  const seen = new Set<Group>();
  for (const node of body.nodes) {
    for (let at = node.group; at !== null; at = at.parent) {
      if (at.kind !== 'residual' || seen.has(at)) continue;
      seen.add(at);
      residuals.push(residualFacts(body, at, whereOf(at)));
    }
    if (node.type === 'call') {
      const use = whereOf(node);
      const inside = structureIn(node.body, known);
      for (const each of inside.residuals) residuals.push({ ...each, where: outside(use, each.where) });
      if (inside.firstNorm !== null) firstNorm ??= outside(use, inside.firstNorm);
    } else if (node.op.kind === 'norm') firstNorm ??= whereOf(node);
  }
  const structure = { residuals, firstNorm };
  known.set(body, structure);
  return structure;
}

function whereOf({ path, item }: { readonly path: string; readonly item: SpecItem }): Where {
  return { path, range: item.source === 'file' ? item.kindRange : null };
}

/** What lies inside a use of a block, for the list that uses it. */
function outside(use: Where, inside: Where): Where {
  return { path: `${use.path}.${inside.path}`, range: use.range };
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
    isProjected: residual.cost.trainable !== 0,
    changesShape: differ(residual.inputShape, residual.branchShape),
    isStrided: Math.max(...residual.stride) > 1,
    norms: normsOf(body, residual.branchValue),
    survival: add?.type === 'op' && add.op.kind === 'add' ? add.op.attributes.survival : 1,
    isGated: holds(inside, ({ op: { kind } }) => kind === 'squeeze_excite' || kind === 'gate'),
    reduction: reductionOf(inside),
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

function differ(a: MaybeShape, b: MaybeShape): boolean | null {
  return a === null || b === null ? null : !sameShape(a, b);
}

function reductionOf(nodes: readonly ModelNode[]): number | null {
  for (const node of nodes) {
    const found =
      node.type === 'call'
        ? reductionOf(node.body.nodes)
        : node.op.kind === 'squeeze_excite'
          ? node.op.attributes.reduction
          : null;
    if (found !== null) return found;
  }
  return null;
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
