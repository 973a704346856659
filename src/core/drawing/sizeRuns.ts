import type { Body, Group, ModelNode, ValueRef } from '../model/model.ts';
import { isMap, type MaybeShape, sameShape } from '../model/shape.ts';
import type { BodyIndex } from './bodyIndex.ts';
import type { Fold } from './foldOps.ts';

/** Something with one input and one output: a block, a layer, or a residual that is spelled out. */
export interface Unit {
  /** In order, the one that gives the output last. */
  readonly nodes: readonly number[];
  /** What is said of it: its first node, or the group that it is. */
  readonly group: Group | null;
}

/**
 * Rows of units that keep height, width and channels, each fed by the one before alone: first node → the row.
 * What changes the size, splits or comes together is in none.
 */
export function sizeRuns(body: Body, index: BodyIndex, fold: Fold): ReadonlyMap<number, readonly Unit[]> {
  const owners = new Map<number, Unit>();
  const runs: Unit[][] = [];
  /** Output of a row so far → the row. */
  const open = new Map<number, Unit[]>();
  body.nodes.forEach((_, at) => {
    if (owners.has(at)) return;
    const unit = unitAt(body, fold, at);
    for (const member of unit.nodes) owners.set(member, unit);
    const input = keptInput(body, index, unit);
    if (input === null) return;
    const before = input.kind === 'node' && input.path.length === 1 ? input.path[0] : -1;
    const row = feedsOnly(index, before, unit) ? open.get(before) : undefined;
    const run = row ?? [];
    if (row === undefined) runs.push(run);
    run.push(unit);
    open.set(unit.nodes.at(-1) ?? at, run);
  });
  return new Map(runs.map((run) => [run[0]?.nodes[0] ?? -1, run]));
}

function unitAt(body: Body, fold: Fold, at: number): Unit {
  const group = outermost(body.nodes[at]?.group ?? null);
  const own =
    group === null
      ? [at]
      : body.nodes.flatMap((node, other) => (outermost(node.group) === group ? [other] : []));
  const nodes = new Set(own.flatMap((node) => [node, ...(fold.boxes.get(node) ?? [])]));
  return { nodes: [...nodes].sort((a, b) => a - b), group };
}

/** The residual or parallel that holds all others around a node; stages are no more than lists. */
function outermost(group: Group | null): Group | null {
  let found: Group | null = null;
  for (let at = group; at !== null; at = at.parent)
    if (at.kind === 'residual' || at.kind === 'parallel') found = at;
  return found;
}

/** The one value that a unit takes, where it gives as large a one and nothing else of it is used; else null. */
function keptInput(body: Body, index: BodyIndex, { nodes }: Unit): ValueRef | null {
  const inside = new Set(nodes);
  const last = nodes.at(-1) ?? -1;
  let input: { readonly ref: ValueRef; readonly shape: MaybeShape } | null = null;
  for (const at of nodes) {
    const node = body.nodes[at];
    if (node === undefined) return null;
    const leaks = index.exposed.has(at) || (index.consumers[at] ?? []).some((other) => !inside.has(other));
    if (at !== last && leaks) return null;
    for (const [operand, ref] of node.inputs.entries()) {
      if (ref.kind === 'node' && inside.has(ref.path[0])) continue;
      if (input !== null && !sameRef(input.ref, ref)) return null;
      input = { ref, shape: node.inputShapes[operand] ?? null };
    }
  }
  const output = body.nodes[last]?.output ?? null;
  return input !== null && keeps(input.shape, output) ? input.ref : null;
}

function keeps(before: MaybeShape, after: MaybeShape): boolean {
  return before !== null && after !== null && isMap(before) && sameShape(before, after);
}

function sameRef(a: ValueRef, b: ValueRef): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function feedsOnly(index: BodyIndex, before: number, unit: Unit): boolean {
  if (before < 0 || index.exposed.has(before)) return false;
  return (index.consumers[before] ?? []).every((consumer) => unit.nodes.includes(consumer));
}

/** The nodes behind all units of a row. */
export function nodesOf(body: Body, run: readonly Unit[]): ModelNode[] {
  return run.flatMap(({ nodes }) => nodes.flatMap((at) => body.nodes[at] ?? []));
}
