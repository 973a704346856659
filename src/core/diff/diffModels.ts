import { totals } from '../analysis/totals.ts';
import type { Model } from '../model/model.ts';
import { formatShape, type MaybeShape } from '../model/shape.ts';
import type { Size } from '../symbolic/symbolicSize.ts';
import { alignUnits } from './alignUnits.ts';
import { type Unit, UnitReader } from './unit.ts';

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
  return {
    trainable: { before: old.trainable, after: young.trainable },
    nonTrainable: { before: old.nonTrainable, after: young.nonTrainable },
    macs: { before: old.macs, after: young.macs },
    layers: { before: old.layers, after: young.layers },
    inputs: endChanges(before.body.inputs, after.body.inputs),
    outputs: endChanges(before.body.outputs, after.body.outputs),
    changes: changesOf(reader.unitsOf(before.body), reader.unitsOf(after.body)),
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

function changesOf(before: readonly Unit[], after: readonly Unit[]): UnitChange[] {
  return alignUnits(before, after).flatMap((aligned): UnitChange[] => {
    if (aligned.type === 'removed') return [onlyIn('removed', aligned.before)];
    if (aligned.type === 'added') return [onlyIn('added', aligned.after)];
    const { before: old, after: young } = aligned;
    return old.signature === young.signature ? [] : [changed(old, young)];
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

function changed(before: Unit, after: Unit): UnitChange {
  const attributes = attributeChanges(before, after);
  // With other arguments a block is another all through: its text is what may have changed, too.
  const inside = attributes.length > 0 ? [] : changesOf(before.inside, after.inside);
  const isReshaped = attributes.length === 0 && inside.every(({ type }) => type === 'reshaped');
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

function attributeChanges(before: Unit, after: Unit): AttributeChange[] {
  const names = [...new Set([...Object.keys(before.attributes), ...Object.keys(after.attributes)])];
  return names
    .map((name) => ({
      name,
      before: before.attributes[name] ?? null,
      after: after.attributes[name] ?? null,
    }))
    .filter((each) => each.before !== each.after);
}
