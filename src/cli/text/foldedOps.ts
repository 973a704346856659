import type { Body, CallNode, Model, ModelNode, OpNode } from '../../core/model/model.ts';

/** One op of the model, or several that are equal because their blocks are. */
export interface FoldedOp {
  /** `conv3_x.2–18.residual.branch.conv` stands for the repeats 2 to 18. */
  readonly path: string;
  readonly times: number;
  readonly node: OpNode;
}

/**
 * The ops of a model in topological order, a run of equal repeats of a stage given once: ResNet-1202 reads
 * like ResNet-20.
 */
export function foldedOps(model: Model): FoldedOp[] {
  const rows: FoldedOp[] = [];
  addBody(model.body, '', 1, rows);
  return rows;
}

function addBody(body: Body, prefix: string, times: number, rows: FoldedOp[]): void {
  let at = 0;
  for (let node = body.nodes[at]; node !== undefined; node = body.nodes[at]) {
    if (node.type === 'op') {
      rows.push({ path: prefix + node.path, times, node });
      at += 1;
      continue;
    }
    const count = equalRepeats(body.nodes, at, node);
    const last = body.nodes[at + count - 1] ?? node;
    const range = count === 1 ? node.path : `${node.path}–${lastStep(last.path)}`;
    addBody(node.body, `${prefix}${range}.`, times * count, rows);
    at += count;
  }
}

/** How many nodes from `start` on are repeats of one stage with one and the same body. */
function equalRepeats(nodes: readonly ModelNode[], start: number, first: CallNode): number {
  if (first.group?.kind !== 'stage') return 1;
  let end = start + 1;
  for (let node = nodes[end]; node !== undefined; node = nodes[end]) {
    if (node.type !== 'call' || node.body !== first.body || node.group !== first.group) break;
    end += 1;
  }
  return end - start;
}

function lastStep(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
