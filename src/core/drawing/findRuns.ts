import type { Body, CallNode } from '../model/model.ts';
import { type BodyIndex, soleConsumer } from './bodyIndex.ts';

/** Rows of two or more equal blocks, each fed by the one before alone: each of their nodes → the whole row. */
export function findRuns(body: Body, index: BodyIndex): ReadonlyMap<number, readonly number[]> {
  const runs = new Map<number, number[]>();
  const taken = new Set<number>();
  body.nodes.forEach((node, at) => {
    if (node.type !== 'call' || taken.has(at)) return;
    const run = [at];
    for (let next = soleConsumer(body, index, at); next !== null; next = soleConsumer(body, index, next)) {
      const follower = body.nodes[next];
      if (follower?.type !== 'call' || !isTwin(node, follower)) break;
      run.push(next);
      taken.add(next);
    }
    if (run.length > 1) for (const member of run) runs.set(member, run);
  });
  return runs;
}

function isTwin(a: CallNode, b: CallNode): boolean {
  return a.body === b.body && a.group === b.group;
}
