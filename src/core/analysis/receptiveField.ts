import type { Body, Model, ModelNode, OpNode, ValueRef } from '../model/model.ts';
import { producerOf } from '../model/producer.ts';
import { isMap } from '../model/shape.ts';
import { isSymbolic, type Size } from '../symbolic/symbolicSize.ts';
import { type AxisField, composeFields, joinFields, ownField, readField } from './axisField.ts';
import { walkSize, walkStride } from './axisWalk.ts';

/**
 * How much of the input one value of an op's output can depend on, in pixels: the span from the first to the
 * last, `[height, width]`. It is the theoretical one of a pixel far from the border and may be larger than the
 * input; strides and dilation may skip pixels within it. Where something looks at the whole map (a global
 * pool, squeeze-and-excitation), it is the size of the input.
 */
export interface ReceptiveField {
  readonly size: readonly [Size, Size];
  /** How far it moves from one output to the next; a fraction behind an `upsample`. */
  readonly stride: readonly [Size, Size];
  /** False: an upper bound. */
  readonly isExact: boolean;
  readonly isWholeInput: boolean;
}

/** What a value sees of each input of its body; null of one that it does not depend on, or that is no map. */
type ValueFields = readonly (AxisPair | null)[];
type AxisPair = readonly [AxisField, AxisField];

/** The fields of a body's nodes; null where a mistake leaves a shape unknown. */
type BodyFields = readonly (ValueFields | null)[];

/**
 * The receptive field of every op, in the order of `flatten(model).ops`; null for what depends on no map. Each
 * distinct body is worked out once, seen from its own input; its uses only put that behind their own.
 */
export function receptiveFields(model: Model): (ReceptiveField | null)[] {
  const found: (ReceptiveField | null)[] = [];
  collect(model.body, fieldsOf(model), found);
  return found;
}

function collect(body: Body, seen: BodyUse, found: (ReceptiveField | null)[]): void {
  body.nodes.forEach((node, at) => {
    if (node.type === 'op') found.push(seen.fieldOf(at));
    else collect(node.body, seen.inside(at), found);
  });
}

/** The file's own layers, to ask for single fields: what nobody asks for is not worked out. */
export function fieldsOf({ body }: Model): BodyUse {
  return new BodyUse(body, [ownFields(body)], new Map());
}

/** One use of a body, with what its input sees of the model's inputs. */
export class BodyUse {
  readonly #body: Body;
  /** A block has one input, which may see several inputs of the model: each is followed by itself. */
  readonly #entries: readonly ValueFields[];
  readonly #known: Map<Body, BodyFields>;

  constructor(body: Body, entries: readonly ValueFields[], known: Map<Body, BodyFields>) {
    this.#body = body;
    this.#entries = entries;
    this.#known = known;
  }

  /** What the output of the body's node `at` sees, which may be a block's use; null where it depends on no map. */
  fieldOf(at: number): ReceptiveField | null {
    const own = bodyFields(this.#body, this.#known)[at] ?? null;
    if (own === null) return null;
    return widest(this.#entries.map((inputs) => summary(throughInputs(inputs, own))));
  }

  /** The block that node `at` uses. */
  inside(at: number): BodyUse {
    const node = this.#body.nodes[at];
    if (node?.type !== 'call') throw new Error(`node ${at} is no use of a block`);
    const [input] = node.inputs;
    const entry = input === undefined ? null : valueFields(this.#body, input, this.#known);
    const seen = entry === null ? [] : this.#entries.flatMap((inputs) => throughInputs(inputs, entry));
    const entries = seen.filter((pair) => pair !== null).map((pair) => [pair]);
    return new BodyUse(node.body, entries, this.#known);
  }
}

function bodyFields(body: Body, known: Map<Body, BodyFields>): BodyFields {
  const found = known.get(body);
  if (found !== undefined) return found;
  const fields: (ValueFields | null)[] = [];
  known.set(body, fields); // filled in order, and a node only asks for nodes before it
  for (const node of body.nodes) {
    const inputs = node.inputs.map((ref) => valueFields(body, ref, known));
    fields.push(inputs.includes(null) ? null : nodeFields(node, inputs as ValueFields[], known));
  }
  return fields;
}

function valueFields(body: Body, ref: ValueRef, known: Map<Body, BodyFields>): ValueFields | null {
  const producer = producerOf(body, ref);
  if (producer.kind === 'input') {
    return ownFields(body).map((field, at) => (at === producer.index ? field : null));
  }
  if (producer.kind !== 'inside') return bodyFields(body, known)[producer.at] ?? null;
  const { node, value } = producer;
  const [input] = node.inputs;
  const entry = input === undefined ? null : valueFields(body, input, known);
  const inner = valueFields(node.body, value, known);
  return entry === null || inner === null ? null : behind(entry, inner);
}

function ownFields(body: Body): ValueFields {
  return body.inputs.map(({ shape }) =>
    shape !== null && isMap(shape) ? [ownField(shape[0]), ownField(shape[1])] : null,
  );
}

function nodeFields(
  node: ModelNode,
  inputs: readonly ValueFields[],
  known: Map<Body, BodyFields>,
): ValueFields | null {
  if (node.output === null) return null;
  if (node.type === 'op') return opFields(node, inputs);
  const [output] = node.body.outputs;
  const [entry] = inputs;
  const inner = output === undefined ? null : valueFields(node.body, output.value, known);
  return entry === undefined || inner === null ? null : behind(entry, inner);
}

function opFields(node: OpNode, inputs: readonly ValueFields[]): ValueFields {
  const read = inputs.map((fields, index) =>
    fields.map((pair): AxisPair | null => {
      const shape = node.inputShapes[index] ?? null;
      if (pair === null || shape === null) return null;
      return [readField(pair[0], node, index, 0), readField(pair[1], node, index, 1)];
    }),
  );
  return (read[0] ?? []).map((_, input) =>
    joinPairs(
      read.map((fields) => fields[input] ?? null),
      node,
    ),
  );
}

function joinPairs(pairs: readonly (AxisPair | null)[], { output }: OpNode): AxisPair | null {
  const length = (axis: 0 | 1): number | null => {
    const size = output?.length === 3 ? output[axis] : undefined;
    return size === undefined || isSymbolic(size) ? null : size;
  };
  return pairs.reduce<AxisPair | null>((joined, pair) => {
    if (joined === null || pair === null) return joined ?? pair;
    return [joinFields(joined[0], pair[0], length(0)), joinFields(joined[1], pair[1], length(1))];
  }, null);
}

/** Inside a block: what is seen of its input, as what that sees of each input outside. */
function behind(entry: ValueFields, [inner = null]: ValueFields): ValueFields {
  return entry.map((outer) => composePairs(outer, inner));
}

function throughInputs(inputs: ValueFields, own: ValueFields): ValueFields {
  return own.map((inner, at) => composePairs(inputs[at] ?? null, inner));
}

function composePairs(outer: AxisPair | null, inner: AxisPair | null): AxisPair | null {
  if (outer === null || inner === null) return null;
  return [composeFields(outer[0], inner[0]), composeFields(outer[1], inner[1])];
}

function summary(fields: ValueFields): ReceptiveField | null {
  return widest(fields.map((pair) => (pair === null ? null : pairSummary(pair))));
}

function pairSummary([height, width]: AxisPair): ReceptiveField {
  const size = ({ walk, whole, inputSize }: AxisField): Size =>
    walk === null || whole !== 'no' ? inputSize : walkSize(walk);
  const stride = ({ walk, inputSize }: AxisField): Size => (walk === null ? inputSize : walkStride(walk));
  const isExact = ({ walk, whole }: AxisField): boolean =>
    whole === 'exact' || (whole === 'no' && walk !== null && walk.isExact);
  return {
    size: [size(height), size(width)],
    stride: [stride(height), stride(width)],
    isExact: isExact(height) && isExact(width),
    isWholeInput: height.whole !== 'no' && width.whole !== 'no',
  };
}

/** With several inputs: on each axis the wider one. */
function widest(fields: readonly (ReceptiveField | null)[]): ReceptiveField | null {
  return fields.reduce<ReceptiveField | null>((a, b) => {
    if (a === null || b === null) return a ?? b;
    const height = isWider(b, a, 0) ? b : a;
    const width = isWider(b, a, 1) ? b : a;
    return {
      size: [height.size[0], width.size[1]],
      stride: [height.stride[0], width.stride[1]],
      isExact: a.isExact && b.isExact,
      isWholeInput: height.isWholeInput && width.isWholeInput,
    };
  }, null);
}

/** One that is a symbol counts as the wider. */
function isWider(a: ReceptiveField, b: ReceptiveField, axis: 0 | 1): boolean {
  const [left, right] = [a.size[axis], b.size[axis]];
  if (isSymbolic(right)) return false;
  return isSymbolic(left) || left > right;
}
