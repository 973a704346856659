import type { Body, Model, ModelNode, ValueRef } from '../model/model.ts';
import { producerOf } from '../model/producer.ts';

/**
 * The ways through a residual net as Veit, Wilber and Belongie count them (1605.06431): at each residual a path
 * goes through the branch or past it, and its length is how many branches it goes through.
 */
export interface Paths {
  readonly count: bigint;
  /** How many paths go through exactly k branches, from k = 0 to the most. */
  readonly byLength: readonly bigint[];
  /** Branches on a path, on the average. */
  readonly meanLength: number;
  /** The lengths that are left when at most 2.5 % of the paths are cut off at either end, and their share. */
  readonly middle: { readonly from: number; readonly to: number; readonly share: number };
}

/** Coefficient k: how many paths have length k. */
type Polynomial = readonly bigint[];

const ONE_PATH: Polynomial = [1n];
const CUT_OFF = 0.025;

/**
 * Paths from any input to any output. Columns that are added, averaged or concatenated are paths of their own;
 * a gate is a factor and no path. Null where the net multiplies two producers: such a product is no sum of
 * paths. Each distinct body is counted once and behind it multiplied.
 */
export function paths(model: Model): Paths | null {
  const { body } = model;
  const known = new Map<Body, Polynomial[] | null>();
  let byLength: Polynomial = [];
  for (const { value } of body.outputs) {
    const ways = valueWays(body, value, known);
    if (ways === null) return null;
    byLength = sum(byLength, ways);
  }
  const count = byLength.reduce((total, each) => total + each, 0n);
  if (count === 0n) return null;
  const total = byLength.reduce((all, each, length) => all + each * BigInt(length), 0n);
  return { count, byLength, meanLength: share(total, count), middle: middleOf(byLength, count) };
}

/** Of each node, from the inputs of its body; null where two producers are multiplied. */
function bodyWays(body: Body, known: Map<Body, Polynomial[] | null>): Polynomial[] | null {
  const found = known.get(body);
  if (found !== undefined) return found;
  const ways: Polynomial[] = [];
  known.set(body, ways); // filled in order, and a node only asks for nodes before it
  for (const node of body.nodes) {
    const inputs = node.inputs.map((ref) => valueWays(body, ref, known));
    const own = inputs.includes(null) ? null : nodeWays(node, inputs as Polynomial[], known);
    if (own === null) {
      known.set(body, null);
      return null;
    }
    ways.push(own);
  }
  return ways;
}

function valueWays(body: Body, ref: ValueRef, known: Map<Body, Polynomial[] | null>): Polynomial | null {
  const producer = producerOf(body, ref);
  if (producer.kind === 'input') return ONE_PATH;
  const ways = bodyWays(body, known);
  if (ways === null) return null;
  if (producer.kind !== 'inside') return ways[producer.at] ?? null;
  const { node, value } = producer;
  const [input] = node.inputs;
  const before = input === undefined ? ONE_PATH : valueWays(body, input, known);
  const inside = valueWays(node.body, value, known);
  return before === null || inside === null ? null : product(before, inside);
}

function nodeWays(
  node: ModelNode,
  inputs: readonly Polynomial[],
  known: Map<Body, Polynomial[] | null>,
): Polynomial | null {
  const [first = ONE_PATH, ...others] = inputs;
  if (node.type === 'call') {
    const [output] = node.body.outputs;
    const inside = output === undefined ? ONE_PATH : valueWays(node.body, output.value, known);
    return inside === null ? null : product(first, inside);
  }
  if (node.op.kind === 'multiply') return null;
  if (node.op.kind === 'gate') return first;
  // A residual's addition has its branch first.
  const isResidual = node.op.kind === 'add' && node.group?.kind === 'residual';
  return others.reduce(sum, isResidual ? [0n, ...first] : first);
}

function sum(a: Polynomial, b: Polynomial): Polynomial {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  return long.map((each, length) => each + (short[length] ?? 0n));
}

function product(a: Polynomial, b: Polynomial): Polynomial {
  const result = Array.from({ length: a.length + b.length - 1 }, () => 0n);
  a.forEach((left, i) => {
    b.forEach((right, j) => {
      result[i + j] = (result[i + j] ?? 0n) + (right === 1n ? left : left * right);
    });
  });
  return result;
}

function middleOf(byLength: Polynomial, count: bigint): Paths['middle'] {
  let from = 0;
  let to = byLength.length - 1;
  let [below, above] = [0n, 0n];
  while (from < to && share(below + (byLength[from] ?? 0n), count) <= CUT_OFF) {
    below += byLength[from] ?? 0n;
    from += 1;
  }
  while (to > from && share(above + (byLength[to] ?? 0n), count) <= CUT_OFF) {
    above += byLength[to] ?? 0n;
    to -= 1;
  }
  return { from, to, share: share(count - below - above, count) };
}

/** part/whole to nine digits, however many digits the two have. */
function share(part: bigint, whole: bigint): number {
  const DIGITS = 1_000_000_000n;
  return Number((part * DIGITS) / whole) / Number(DIGITS);
}
