import type { Body, Model, ModelNode, ValueRef } from '../model/model.ts';
import { producerOf } from '../model/producer.ts';
import { elementsOf, type MaybeShape } from '../model/shape.ts';
import { isSymbolic } from '../symbolic/symbolicSize.ts';

/** The most that a body holds, its input included, by what is still needed once it has run. */
type Known = Map<Body, Map<string, number>>;

/** What is needed of a body after its last op. */
interface Needed {
  readonly input: boolean;
  /** Dotted paths of ops in it. */
  readonly ops: ReadonlySet<string>;
}

const INPUT = 'input ';
const ALWAYS = Number.POSITIVE_INFINITY;

/**
 * The most values that are held at once for one example when the ops run one after the other in topological
 * order: an op's inputs and its output, and what later ops still need. A value goes when its last reader has
 * run; nothing is computed in place, and an input that nothing reads is not there. Null where a shape is unknown or depends on a symbol.
 */
export function peakElements(model: Model): number | null {
  if (!isKnown(model.body, new Set())) return null;
  const outputs = model.body.outputs.map(({ value }) => source(model.body, value));
  const needed = { input: false, ops: new Set(outputs.filter((key) => !key.startsWith(INPUT))) };
  return peakOf(model.body, needed, new Map());
}

function isKnown(body: Body, seen: Set<Body>): boolean {
  if (seen.has(body)) return true;
  seen.add(body);
  return (
    body.inputs.every(({ shape }) => elements(shape) !== null) &&
    body.nodes.every((node) =>
      node.type === 'op' ? elements(node.output) !== null : isKnown(node.body, seen),
    )
  );
}

function elements(shape: MaybeShape): number | null {
  const count = shape === null ? null : elementsOf(shape);
  return count === null || isSymbolic(count) ? null : count;
}

/** The op, by its dotted path, or the input that makes a value: a block gives out what one of its ops made. */
function source(body: Body, ref: ValueRef): string {
  const producer = producerOf(body, ref);
  if (producer.kind === 'input') return INPUT + String(producer.index);
  if (producer.kind === 'op') return String(producer.at);
  const { at, node } = producer;
  const value = producer.kind === 'inside' ? producer.value : node.body.outputs[0]?.value;
  const key = value === undefined ? INPUT : source(node.body, value);
  if (!key.startsWith(INPUT)) return `${at}.${key}`;
  const [entry] = node.inputs;
  return entry === undefined ? key : source(body, entry);
}

function peakOf(body: Body, needed: Needed, known: Known): number {
  const key = `${needed.input} ${[...needed.ops].sort().join(' ')}`;
  const peaks = known.get(body) ?? new Map<string, number>();
  known.set(body, peaks);
  const found = peaks.get(key);
  if (found !== undefined) return found;
  const peak = run(body, lastReaders(body, needed), known);
  peaks.set(key, peak);
  return peak;
}

/** For each value the last node that reads it. */
function lastReaders(body: Body, needed: Needed): ReadonlyMap<string, number> {
  const last = new Map<string, number>();
  body.nodes.forEach((node, at) => {
    if (node.type === 'call' && !readsInput(node.body)) return;
    for (const ref of node.inputs) last.set(source(body, ref), at);
  });
  for (const op of needed.ops) last.set(op, ALWAYS);
  if (needed.input) for (const index of body.inputs.keys()) last.set(INPUT + String(index), ALWAYS);
  return last;
}

/** An empty stage hands on what comes in. */
function readsInput(body: Body): boolean {
  return body.nodes.some(
    (node) =>
      node.inputs.some((ref) => source(body, ref).startsWith(INPUT)) &&
      (node.type === 'op' || readsInput(node.body)),
  );
}

function run(body: Body, last: ReadonlyMap<string, number>, known: Known): number {
  const inputs = body.inputs.map(
    ({ shape }, index) => [INPUT + String(index), elements(shape) ?? 0] as const,
  );
  const live = new Map(inputs.filter(([key]) => last.has(key)));
  let held = [...live.values()].reduce((sum, count) => sum + count, 0);
  let peak = held;
  const inside = byCall(last);
  body.nodes.forEach((node, at) => {
    const made = node.type === 'op' ? [String(at)] : neededInside(at, inside, last);
    peak = Math.max(peak, held + extraWithin(body, node, at, made, { live, last, known }));
    for (const key of made) {
      live.set(key, elementsAt(body, key));
      held += elementsAt(body, key);
    }
    for (const [key, count] of live) {
      if ((last.get(key) ?? -1) > at) continue;
      live.delete(key);
      held -= count;
    }
  });
  return peak;
}

/** What a node holds at most beside what is held when it starts. */
function extraWithin(
  body: Body,
  node: ModelNode,
  at: number,
  made: readonly string[],
  {
    live,
    last,
    known,
  }: { live: ReadonlyMap<string, number>; last: ReadonlyMap<string, number>; known: Known },
): number {
  if (node.type === 'op') return elements(node.output) ?? 0;
  const [entry] = node.inputs;
  const key = entry === undefined ? '' : source(body, entry);
  const ops = new Set(made.map((each) => each.slice(String(at).length + 1)));
  const isKept = (last.get(key) ?? -1) > at;
  return peakOf(node.body, { input: isKept, ops }, known) - (live.get(key) ?? 0);
}

/** The read ops that lie inside a call, by the node that it is. */
function byCall(last: ReadonlyMap<string, number>): ReadonlyMap<number, readonly string[]> {
  const found = new Map<number, string[]>();
  for (const key of last.keys()) {
    const dot = key.indexOf('.');
    if (dot === -1) continue;
    const at = Number(key.slice(0, dot));
    found.set(at, [...(found.get(at) ?? []), key]);
  }
  return found;
}

/** The ops inside the call at `at` that are read after it. */
function neededInside(
  at: number,
  inside: ReadonlyMap<number, readonly string[]>,
  last: ReadonlyMap<string, number>,
): readonly string[] {
  return (inside.get(at) ?? []).filter((key) => (last.get(key) ?? -1) > at);
}

function elementsAt(body: Body, key: string): number {
  const [first = '', ...rest] = key.split('.');
  const node = body.nodes[Number(first)];
  if (node?.type === 'call') return elementsAt(node.body, rest.join('.'));
  return elements(node?.output ?? null) ?? 0;
}
