import { totals } from '../analysis/totals.ts';
import type { Model } from '../model/model.ts';
import { formatShape, type MaybeShape } from '../model/shape.ts';
import type { Size } from '../symbolic/symbolicSize.ts';
import { alignBranches } from './alignBranches.ts';
import { type Aligned, alignUnits } from './alignUnits.ts';
import { attributeChanges, isBlockUse } from './attributeChanges.ts';
import { pathOf, type Unit, UnitReader } from './unit.ts';

/** A value before and after. */
export interface Pair<T> {
  readonly before: T;
  readonly after: T;
}

export interface AttributeChange extends Pair<string | null> {
  readonly name: string;
}

/** One unit that came, went or changed. Costs are of the whole unit; null where it is not there. */
export interface UnitChange {
  /** `reshaped`: the same, but on a map of another size, which some change before it brings about. */
  readonly type: 'added' | 'removed' | 'changed' | 'reshaped';
  readonly path: Pair<string | null>;
  readonly title: Pair<string | null>;
  readonly attributes: readonly AttributeChange[];
  /** Its output; equal where only what it holds changed. */
  readonly output: Pair<MaybeShape>;
  readonly trainable: Pair<Size>;
  readonly macs: Pair<Size>;
  /** What changed inside, where that is not said by the attributes already. */
  readonly inside: readonly UnitChange[];
}

export interface ModelDiff {
  readonly trainable: Pair<Size>;
  readonly nonTrainable: Pair<Size>;
  readonly macs: Pair<Size>;
  readonly layers: Pair<number>;
  readonly inputs: readonly EndChange[];
  readonly outputs: readonly EndChange[];
  readonly changes: readonly UnitChange[];
}

/** An input or output whose shape changed, or that only one of the models has (null). */
export interface EndChange extends Pair<string | null> {
  readonly name: string;
}

/** What differs by meaning; without any change the models mean the same. */
export function diffModels(before: Model, after: Model): ModelDiff {
  const reader = new UnitReader();
  const [old, young] = [totals(before), totals(after)];
  const pairs = alignTree(alignUnits(reader.unitsOf(before.body), reader.unitsOf(after.body)));
  const same = correspondence(pairs);
  return {
    trainable: { before: old.trainable, after: young.trainable },
    nonTrainable: { before: old.nonTrainable, after: young.nonTrainable },
    macs: { before: old.macs, after: young.macs },
    layers: { before: old.layers, after: young.layers },
    inputs: endChanges(before.body.inputs, after.body.inputs),
    outputs: [...endChanges(before.body.outputs, after.body.outputs), ...movedOutputs(before, after, same)],
    changes: changesOf(pairs, same),
  };
}

export function isEqual({ changes, inputs, outputs }: ModelDiff): boolean {
  return changes.length === 0 && inputs.length === 0 && outputs.length === 0;
}

interface End {
  readonly name: string;
  readonly shape: MaybeShape;
}

function endChanges(before: readonly End[], after: readonly End[]): EndChange[] {
  const [onlyBefore, onlyAfter] = [before[0], after[0]];
  // A single one is the same whatever it is called after.
  if (
    before.length === 1 &&
    after.length === 1 &&
    onlyBefore &&
    onlyAfter &&
    onlyBefore.name !== onlyAfter.name
  ) {
    return endChanges([{ ...onlyBefore, name: onlyAfter.name }], after);
  }
  const names = [...new Set([...before, ...after].map(({ name }) => name))];
  const shapeIn = (ends: readonly End[], name: string): string | null => {
    const end = ends.find((each) => each.name === name);
    if (end === undefined) return null;
    return end.shape === null ? 'unknown' : formatShape(end.shape);
  };
  return names
    .map((name) => ({ name, before: shapeIn(before, name), after: shapeIn(after, name) }))
    .filter((end) => end.before !== end.after);
}

/** Outputs that come from another layer than before, although both models have both layers. */
function movedOutputs(before: Model, after: Model, same: ReadonlyMap<string, string>): EndChange[] {
  return after.body.outputs.flatMap((output, at): EndChange[] => {
    const other = before.body.outputs[at];
    if (other === undefined) return [];
    const [from, to] = [pathOf(other.value, before.body), pathOf(output.value, after.body)];
    const expected = same.get(from);
    return expected === undefined || expected === to
      ? []
      : [{ name: String(at + 1), before: from, after: to }];
  });
}

/** Which units belong together, down to what is inside them. */
type AlignedTree = Aligned & { readonly inside: readonly AlignedTree[] };

function alignTree(aligned: readonly Aligned[]): AlignedTree[] {
  return aligned.map((pair) => ({
    ...pair,
    inside: pair.type === 'both' ? alignTree(alignInside(pair)) : [],
  }));
}

function alignInside({ before, after }: Aligned & { readonly type: 'both' }): Aligned[] {
  return before.kind === 'parallel' && after.kind === 'parallel'
    ? alignBranches(before, after)
    : alignUnits(before.inside, after.inside);
}

/** Where the value of each node of the first model's body is in the second's. Blocks have paths of their own. */
function correspondence(pairs: readonly AlignedTree[]): Map<string, string> {
  const same = new Map<string, string>();
  const collect = (aligned: readonly AlignedTree[]): void => {
    for (const pair of aligned) {
      if (pair.type !== 'both') continue;
      same.set(pair.before.outputPath, pair.after.outputPath);
      if (!isBlockUse(pair.before)) collect(pair.inside);
    }
  };
  collect(pairs);
  return same;
}

function changesOf(pairs: readonly AlignedTree[], same: ReadonlyMap<string, string>): UnitChange[] {
  return pairs.flatMap((pair): UnitChange[] => {
    if (pair.type === 'removed') return [onlyIn('removed', pair.before)];
    if (pair.type === 'added') return [onlyIn('added', pair.after)];
    const change = changed(pair.before, pair.after, pair.inside, same);
    return change === null ? [] : [change];
  });
}

function onlyIn(type: 'added' | 'removed', unit: Unit): UnitChange {
  const side = <T>(value: T): Pair<T | null> =>
    type === 'added' ? { before: null, after: value } : { before: value, after: null };
  const cost = (value: Size): Pair<Size> =>
    type === 'added' ? { before: 0, after: value } : { before: value, after: 0 };
  return {
    type,
    path: side(unit.path),
    title: side(unit.title),
    attributes: [],
    output: side(unit.output),
    trainable: cost(unit.cost.trainable),
    macs: cost(unit.cost.macs),
    inside: [],
  };
}

/** With these alone changed, what a block holds is compared, too; other arguments make it another all through. */
const OUTER_ATTRIBUTES: ReadonlySet<string> = new Set(['repeat', 'stride', 'weights', 'from']);

function changed(
  before: Unit,
  after: Unit,
  pairs: readonly AlignedTree[],
  same: ReadonlyMap<string, string>,
): UnitChange | null {
  const attributes = [...attributeChanges(before, after), ...producerChange(before, after, same)];
  const looksInside = attributes.every(({ name }) => OUTER_ATTRIBUTES.has(name));
  const inner = isBlockUse(before) ? correspondence(pairs) : same;
  const inside = looksInside ? changesOf(pairs, inner) : [];
  const isReshaped = attributes.length === 0 && inside.every(({ type }) => type === 'reshaped');
  if (isReshaped && shapeText(before.output) === shapeText(after.output)) return null;
  return {
    type: isReshaped ? 'reshaped' : 'changed',
    path: { before: before.path, after: after.path },
    title: { before: before.title, after: after.title },
    attributes,
    output: { before: before.output, after: after.output },
    trainable: { before: before.cost.trainable, after: after.cost.trainable },
    macs: { before: before.cost.macs, after: after.cost.macs },
    inside: isReshaped ? [] : inside,
  };
}

function shapeText(shape: MaybeShape): string {
  return shape === null ? 'unknown' : formatShape(shape);
}

/** Whether the two hold the same, in any order. */
function isSameList(a: readonly (string | undefined)[], b: readonly string[]): boolean {
  return a.length === b.length && [...a].sort().join() === [...b].sort().join();
}

/** Whether it takes other values than before. What a container takes, what is inside takes. */
function producerChange(before: Unit, after: Unit, same: ReadonlyMap<string, string>): AttributeChange[] {
  if (before.followsPrevious && after.followsPrevious) return [];
  if (before.inside.length > 0 && !isBlockUse(before)) return [];
  const expected = before.producers.map((path) => (path.startsWith('input ') ? path : same.get(path)));
  // What took a layer that is gone takes another now: the missing layer is said already.
  const isKnown = (path: string | undefined, at: number): boolean =>
    path === undefined || path === after.producers[at];
  if (before.producers.length === after.producers.length && expected.every(isKnown)) return [];
  if (after.takesInAnyOrder && isSameList(expected, after.producers)) return [];
  return [{ name: 'from', before: before.producerNames.join(', '), after: after.producerNames.join(', ') }];
}
