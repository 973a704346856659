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
}

/** The longest way to a value, from its last layer back to the first. */
interface Way {
  readonly length: number;
  readonly last: MainLayer | null;
  readonly before: Way | null;
}

const START: Way = { length: 0, last: null, before: null };

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
    if (!WEIGHTED_KINDS.has(node.op.kind)) return before;
    const last = { node, fileItem: node.item, isInResidual: isInResidual(node) };
    return { length: before.length + 1, last, before };
  }

  #before(body: Body, node: ModelNode): Way {
    return longest(node.inputs.map((ref) => this.wayTo(body, ref)));
  }
}

function longest(ways: readonly Way[]): Way {
  return ways.reduce((best, way) => (way.length > best.length ? way : best), START);
}

/** What lies inside a use of a block, behind what comes before it. */
function behind(before: Way, inside: Way, use: CallNode): Way {
  const fileItem = use.item;
  const isUseInResidual = isInResidual(use);
  return layersOf(inside).reduce<Way>((way, layer) => {
    const last = { ...layer, fileItem, isInResidual: isUseInResidual || layer.isInResidual };
    return { length: way.length + 1, last, before: way };
  }, before);
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
