import type { Body, CallNode, ModelNode } from '../model/model.ts';
import { type BodyIndex, soleConsumer } from './bodyIndex.ts';

/** Whether two nodes of a body, by their paths, may stand in one row of equal blocks. */
export type MayJoin = (body: Body, a: string, b: string) => boolean;

/** Rows of two or more equal blocks, each fed by the one before alone: each of their nodes → the whole row. */
export function findRuns(
  body: Body,
  index: BodyIndex,
  mayJoin: MayJoin = () => true,
): ReadonlyMap<number, readonly number[]> {
  const runs = new Map<number, number[]>();
  const taken = new Set<number>();
  body.nodes.forEach((node, at) => {
    if (node.type !== 'call' || taken.has(at)) return;
    const run = [at];
    for (let next = soleConsumer(body, index, at); next !== null; next = soleConsumer(body, index, next)) {
      const follower = body.nodes[next];
      if (follower?.type !== 'call' || !isTwin(node, follower)) break;
      if (!mayJoin(body, node.path, follower.path)) break;
      run.push(next);
      taken.add(next);
    }
    if (run.length > 1) for (const member of run) runs.set(member, run);
  });
  return runs;
}

function isTwin(a: CallNode, b: CallNode): boolean {
  return a.group === b.group && sameBody(a.body, b.body);
}

/**
 * Instances that look at `$index` are objects of their own even where they come out alike, as all but the
 * first block of a pre-activation stage do. Whether they do is seen by looking.
 */
function sameBody(a: Body, b: Body): boolean {
  if (a === b) return true;
  return (
    a.block?.name === b.block?.name &&
    a.nodes.length === b.nodes.length &&
    sameValue(a.inputs, b.inputs) &&
    sameValue(a.outputs, b.outputs) &&
    a.nodes.every((node, at) => sameNode(node, b.nodes[at]))
  );
}

function sameNode(a: ModelNode, b: ModelNode | undefined): boolean {
  if (b === undefined || a.path !== b.path || a.item !== b.item) return false;
  if (!sameValue(a.inputs, b.inputs) || !sameValue(a.output, b.output)) return false;
  if (a.type === 'call') return b.type === 'call' && sameBody(a.body, b.body);
  return b.type === 'op' && sameValue(a.op, b.op);
}

function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
