import type { Body, Model } from '../model/model.ts';
import { indexBody } from './bodyIndex.ts';
import { findRuns, type MayJoin } from './findRuns.ts';

/**
 * As in another net: where blocks that differ there come out alike here, as in a plain twin whose shortcuts made
 * the difference, they stay apart all the same, so that both nets show the same boxes.
 */
export function rowsLike({ body }: Model): MayJoin {
  const rows = new Map<string, Map<string, string>>();
  noteRows(body, rows, new Set());
  return (other, a, b) => {
    const heads = rows.get(nameOf(other));
    return heads === undefined || heads.get(a) === heads.get(b);
  };
}

/** For each body, by its name, the row of each of its blocks. */
function noteRows(body: Body, rows: Map<string, Map<string, string>>, seen: Set<Body>): void {
  if (seen.has(body)) return;
  seen.add(body);
  const heads = rows.get(nameOf(body)) ?? new Map<string, string>();
  rows.set(nameOf(body), heads);
  const runs = findRuns(body, indexBody(body));
  body.nodes.forEach((node, at) => {
    if (node.type !== 'call') return;
    const head = body.nodes[runs.get(at)?.[0] ?? at]?.path ?? node.path;
    // Instances of one name may have rows of their own: what is apart in one is apart.
    heads.set(node.path, `${heads.get(node.path) ?? ''} ${head}`);
    noteRows(node.body, rows, seen);
  });
}

function nameOf({ block }: Body): string {
  return block === null ? '' : JSON.stringify([block.name, block.arguments]);
}
