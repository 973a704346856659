import { WEIGHTED_KINDS } from '../analysis/depth.ts';
import type { Body, CallNode, Model, ModelNode, OpNode, ValueRef } from '../model/model.ts';
import { producerOf } from '../model/producer.ts';
import type { SpecItem } from '../spec/item.ts';

/** One convolution or dense layer on the longest path. */
export interface MainLayer {
  readonly node: OpNode;
  /** The item of the file's own list that it belongs to. */
  readonly fileItem: SpecItem;
  /** Whether it belongs to a residual, and not to what stands before, between or behind them. */
  readonly isInResidual: boolean;
  /** What lies between it and the layer before it. */
  readonly passed: Passed | null;
}

/** Ops without weights of their own on the way, the last first. */
export interface Passed {
  readonly node: OpNode;
  readonly before: Passed | null;
}

/** The longest way to a value, from its last layer back to the first. */
interface Way {
  readonly length: number;
  readonly last: MainLayer | null;
  readonly before: Way | null;
  /** Behind its last layer. */
  readonly passed: Passed | null;
}

const START: Way = { length: 0, last: null, before: null, passed: null };

/**
 * The convolutions and dense layers on the longest path from an input to an output: the rows of a paper's
 * table. Of two paths that are equally long the branch's counts. Each distinct body is walked once.
 */
export function mainPath(model: Model): readonly MainLayer[] {
  const walker = new Walker();
  const ways = model.body.outputs.map(({ value }) => walker.wayTo(model.body, value));
  return layersOf(longest(ways));
}

class Walker {
  readonly #bodies = new Map<Body, Way[]>();

  wayTo(body: Body, ref: ValueRef): Way {
    const producer = producerOf(body, ref);
    if (producer.kind === 'input') return START;
    if (producer.kind !== 'inside') return this.#ways(body)[producer.at] ?? START;
    const { node, value } = producer;
    return behind(this.#before(body, node), this.wayTo(node.body, value), node);
  }

  #ways(body: Body): readonly Way[] {
    const found = this.#bodies.get(body);
    if (found !== undefined) return found;
    const ways: Way[] = [];
    this.#bodies.set(body, ways); // filled in order, and a node only asks for nodes before it
    for (const node of body.nodes) ways.push(this.#through(body, node));
    return ways;
  }

  #through(body: Body, node: ModelNode): Way {
    const before = this.#before(body, node);
    if (node.type === 'call') {
      const [output] = node.body.outputs;
      return output === undefined ? before : behind(before, this.wayTo(node.body, output.value), node);
    }
    if (!WEIGHTED_KINDS.has(node.op.kind)) return { ...before, passed: { node, before: before.passed } };
    const last = {
      node,
      fileItem: node.item,
      isInResidual: isInResidual(node),
      passed: before.passed,
    };
    return { length: before.length + 1, last, before, passed: null };
  }

  #before(body: Body, node: ModelNode): Way {
    return longest(node.inputs.map((ref) => this.wayTo(body, ref)));
  }
}

function longest(ways: readonly Way[]): Way {
  return ways.reduce((best, way) => (way.length > best.length ? way : best), ways[0] ?? START);
}

/** What lies inside a use of a block, behind what comes before it. */
function behind(before: Way, inside: Way, use: CallNode): Way {
  const fileItem = use.item;
  const isUseInResidual = isInResidual(use);
  const way = layersOf(inside).reduce<Way>((before, layer) => {
    const last = {
      ...layer,
      fileItem,
      isInResidual: isUseInResidual || layer.isInResidual,
      passed: joined(before.passed, layer.passed),
    };
    return { length: before.length + 1, last, before, passed: null };
  }, before);
  return { ...way, passed: joined(way.passed, inside.passed) };
}

function joined(first: Passed | null, then: Passed | null): Passed | null {
  if (first === null) return then;
  return opsOf(then).reduce<Passed | null>((before, node) => ({ node, before }), first);
}

/** In the order of the net. */
export function opsOf(passed: Passed | null): OpNode[] {
  const nodes: OpNode[] = [];
  for (let at = passed; at !== null; at = at.before) nodes.push(at.node);
  return nodes.reverse();
}

function isInResidual({ group }: ModelNode): boolean {
  for (let at = group; at !== null; at = at.parent) if (at.kind === 'residual') return true;
  return false;
}

function layersOf(way: Way): MainLayer[] {
  const layers: MainLayer[] = [];
  for (let at: Way | null = way; at !== null; at = at.before) if (at.last !== null) layers.push(at.last);
  return layers.reverse();
}
