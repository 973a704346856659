import { type BodyUse, fieldsOf, type ReceptiveField } from '../analysis/receptiveField.ts';
import type { Body, CallNode, Cost, Model, ModelNode, OpNode } from '../model/model.ts';
import { withoutWeights } from '../model/sumCosts.ts';
import type { TextRange } from '../spec/textRange.ts';

/** One op of the model, or several that are equal because their blocks are. */
export interface FoldedOp {
  /** `conv3_x.2–18.residual.branch.conv` stands for the repeats 2 to 18. */
  readonly path: string;
  readonly times: number;
  readonly node: OpNode;
  /** With the weights only where they are its own. */
  readonly cost: Cost;
  /** What the first of them sees of the input, and then the last where it is another; empty where they see no map. */
  readonly sees: readonly ReceptiveField[];
  /** Where it is written: in a block that is not the file's, where that is used. Null where nothing is. */
  readonly place: TextRange | null;
}

/**
 * The ops of a model in topological order, a run of equal repeats of a stage given once: ResNet-1202 reads
 * like ResNet-20.
 */
export function foldedOps(model: Model): FoldedOp[] {
  return listOps(model, equalRepeats);
}

/** The same rows for every op by itself. */
export function unfoldedOps(model: Model): FoldedOp[] {
  return listOps(model, () => 1);
}

type CountRepeats = (nodes: readonly ModelNode[], start: number, first: CallNode) => number;

function listOps(model: Model, repeatsFrom: CountRepeats): FoldedOp[] {
  const rows: FoldedOp[] = [];
  const seen = fieldsOf(model);
  const uses = { prefix: '', times: 1, first: seen, last: seen, isShared: false, place: null };
  addBody(model.body, uses, repeatsFrom, rows);
  return rows;
}

/** Equal uses of a body: their common path, how many, and what the first and the last see. */
interface Uses {
  readonly prefix: string;
  readonly times: number;
  readonly first: BodyUse;
  readonly last: BodyUse;
  /** Their weights are those of another use. */
  readonly isShared: boolean;
  readonly place: TextRange | null;
}

function addBody(body: Body, uses: Uses, repeatsFrom: CountRepeats, rows: FoldedOp[]): void {
  const { prefix, times, isShared } = uses;
  let at = 0;
  for (let node = body.nodes[at]; node !== undefined; node = body.nodes[at]) {
    const place = node.item.source === 'file' ? node.item.range : uses.place;
    if (node.type === 'op') {
      const cost = isShared ? withoutWeights(node.cost) : node.cost;
      rows.push({ path: prefix + node.path, times, node, cost, sees: seenBy(uses, at), place });
      at += 1;
      continue;
    }
    const count = repeatsFrom(body.nodes, at, node);
    const end = body.nodes[at + count - 1] ?? node;
    const range = count === 1 ? node.path : `${node.path}–${lastStep(end.path)}`;
    const first = uses.first.inside(at);
    const inner = {
      prefix: `${prefix}${range}.`,
      times: times * count,
      first,
      last: count === 1 && uses.first === uses.last ? first : uses.last.inside(at + count - 1),
      isShared: isShared || node.weightsOf !== null,
      place,
    };
    addBody(node.body, inner, repeatsFrom, rows);
    at += count;
  }
}

function seenBy({ first, last }: Uses, at: number): ReceptiveField[] {
  const uses = first === last ? [first] : [first, last];
  return uses.map((use) => use.fieldOf(at)).filter((field) => field !== null);
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
