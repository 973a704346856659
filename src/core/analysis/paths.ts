import type { Body, Model, ModelNode, ValueRef } from '../model/model.ts';
import { producerOf } from '../model/producer.ts';
import {
  countOf,
  expand,
  type Factored,
  factored,
  ONE_PATH,
  type Polynomial,
  product,
  sum,
} from './pathPolynomial.ts';

/**
 * The ways through a residual net as Veit, Wilber and Belongie count them (1605.06431): at each residual a path
 * goes through the branch or past it, and its length is how many branches it goes through.
 */
export interface Paths {
  readonly count: bigint;
  /** Null where they are too many to be listed: that of 9,000 residuals already fills megabytes. */
  readonly lengths: Lengths | null;
}

export interface Lengths {
  /** How many paths go through exactly k branches, from k = 0 to the most. */
  readonly byLength: readonly bigint[];
  /** Branches on a path, on the average. */
  readonly mean: number;
  /** The lengths that are left when at most 2.5 % of the paths are cut off at either end, and their share. */
  readonly middle: { readonly from: number; readonly to: number; readonly share: number };
}

const ONE_BRANCH = factored([0n, 1n]);
const CUT_OFF = 0.025;

/**
 * Paths from any input to any output. Columns that are added, averaged or concatenated are paths of their own;
 * a gate is a factor and no path. Null where the net multiplies two producers: such a product is no sum of
 * paths. Each distinct body is counted once and behind it multiplied.
 */
export function paths(model: Model): Paths | null {
  const { body } = model;
  const known = new Map<Body, Factored[] | null>();
  const outputs = body.outputs.map(({ value }) => valueWays(body, value, known));
  const [first, ...others] = outputs;
  if (first === undefined || outputs.includes(null)) return null;
  const ways = (others as Factored[]).reduce(sum, first as Factored);
  return { count: countOf(ways), lengths: lengthsOf(expand(ways)) };
}

function lengthsOf(byLength: Polynomial | null): Lengths | null {
  if (byLength === null) return null;
  const count = byLength.reduce((all, each) => all + each, 0n);
  const total = byLength.reduce((all, each, length) => all + each * BigInt(length), 0n);
  return { byLength, mean: share(total, count), middle: middleOf(byLength, count) };
}

/** Of each node, from the inputs of its body; null where two producers are multiplied. */
function bodyWays(body: Body, known: Map<Body, Factored[] | null>): Factored[] | null {
  const found = known.get(body);
  if (found !== undefined) return found;
  const ways: Factored[] = [];
  known.set(body, ways); // filled in order, and a node only asks for nodes before it
  for (const node of body.nodes) {
    const inputs = node.inputs.map((ref) => valueWays(body, ref, known));
    const own = inputs.includes(null) ? null : nodeWays(node, inputs as Factored[], known);
    if (own === null) {
      known.set(body, null);
      return null;
    }
    ways.push(own);
  }
  return ways;
}

function valueWays(body: Body, ref: ValueRef, known: Map<Body, Factored[] | null>): Factored | null {
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
  inputs: readonly Factored[],
  known: Map<Body, Factored[] | null>,
): Factored | null {
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
  return others.reduce(sum, isResidual ? product(ONE_BRANCH, first) : first);
}

function middleOf(byLength: Polynomial, count: bigint): Lengths['middle'] {
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
