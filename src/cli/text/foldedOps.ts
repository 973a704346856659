import type { Body, CallNode, Cost, Model, ModelNode, OpNode } from '../../core/model/model.ts';
import { withoutWeights } from '../../core/model/sumCosts.ts';

/** One op of the model, or several that are equal because their blocks are. */
export interface FoldedOp {
  /** `conv3_x.2–18.residual.branch.conv` stands for the repeats 2 to 18. */
  readonly path: string;
  readonly times: number;
  readonly node: OpNode;
  /** With the weights only where they are its own. */
  readonly cost: Cost;
  /** The first and the last of them in the flat list of ops. */
  readonly first: number;
  readonly last: number;
}

/**
 * The ops of a model in topological order, a run of equal repeats of a stage given once: ResNet-1202 reads
 * like ResNet-20.
 */
export function foldedOps(model: Model): FoldedOp[] {
  const rows: FoldedOp[] = [];
  addBody(model.body, { prefix: '', times: 1, first: 0, last: 0, isShared: false }, rows);
  return rows;
}

/** Equal uses of a body: their common path, how many, and where the first and the last start. */
interface Uses {
  readonly prefix: string;
  readonly times: number;
  readonly first: number;
  readonly last: number;
  /** Their weights are those of another use. */
  readonly isShared: boolean;
}

function addBody(body: Body, { prefix, times, first, last, isShared }: Uses, rows: FoldedOp[]): void {
  let [at, before] = [0, 0];
  for (let node = body.nodes[at]; node !== undefined; node = body.nodes[at]) {
    if (node.type === 'op') {
      const cost = isShared ? withoutWeights(node.cost) : node.cost;
      rows.push({ path: prefix + node.path, times, node, cost, first: first + before, last: last + before });
      at += 1;
      before += 1;
      continue;
    }
    const count = equalRepeats(body.nodes, at, node);
    const end = body.nodes[at + count - 1] ?? node;
    const range = count === 1 ? node.path : `${node.path}–${lastStep(end.path)}`;
    const { opCount } = node.body;
    const lastStart = last + before + (count - 1) * opCount;
    const uses = {
      prefix: `${prefix}${range}.`,
      times: times * count,
      first: first + before,
      last: lastStart,
      isShared: isShared || node.weightsOf !== null,
    };
    addBody(node.body, uses, rows);
    at += count;
    before += count * opCount;
  }
}

/** How many nodes from `start` on are repeats of one stage with one and the same body. */
function equalRepeats(nodes: readonly ModelNode[], start: number, first: CallNode): number {
  if (first.group?.kind !== 'stage') return 1;
  let end = start + 1;
  for (let node = nodes[end]; node !== undefined; node = nodes[end]) {
    if (node.type !== 'call' || node.body !== first.body || node.group !== first.group) break;
    if ((node.weightsOf === null) !== (first.weightsOf === null)) break;
    end += 1;
  }
  return end - start;
}

function lastStep(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
