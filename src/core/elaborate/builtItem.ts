import { readItems } from '../language/readItems.ts';
import type { Cost, Group, ParallelGroup, ResidualInfo, ValueRef } from '../model/model.ts';
import type { Op } from '../model/op.ts';
import type { MaybeShape } from '../model/shape.ts';
import type { SpecItem } from '../spec/item.ts';
import type { SpecNode } from '../spec/node.ts';
import type { TextRange } from '../spec/textRange.ts';
import type { BodyContext } from './context.ts';
import { stepInto } from './stepInto.ts';
import type { Value } from './value.ts';

/**
 * What one item of the file's own list gave, free of where the item stands in the text and in the body. It
 * holds for every item with the same text behind the same shape. It must not refer to anything of the version
 * of the text that it was made from, which would then never be let go.
 */
export interface BuiltItem {
  readonly input: MaybeShape;
  readonly nodes: readonly BuiltNode[];
  readonly groups: readonly BuiltGroup[];
  /** The layer lists within the item, by the steps that lead to them from its value. */
  readonly lists: readonly (readonly number[])[];
  readonly values: ReadonlyMap<string, BuiltValue>;
  /** Of some nodes, where their attributes are written. */
  readonly literals: ReadonlyMap<number, ReadonlyMap<string, TextRange>>;
  readonly leftOut: readonly string[];
  readonly result: BuiltValue;
  readonly ops: number;
}

/** A node of the item by its number within it; −1 is what the item takes. */
export type InnerRef = number;
export const TAKEN: InnerRef = -1;

/** Paths follow the item's own path, offsets count from where the item starts. */
export interface BuiltNode {
  readonly op: Op;
  readonly isComplete: boolean;
  readonly path: string;
  readonly inputs: readonly InnerRef[];
  readonly inputShapes: readonly MaybeShape[];
  readonly output: MaybeShape;
  readonly cost: Cost;
  /** 0 is the item itself, then those of its lists one after another. */
  readonly item: number;
  readonly group: number | null;
}

interface BuiltGroupBase {
  readonly path: string;
  readonly item: number;
  readonly parent: number | null;
}

export type BuiltGroup = BuiltGroupBase &
  (
    | { readonly kind: 'branch' | 'shortcut' }
    | { readonly kind: 'parallel'; readonly merge: ParallelGroup['merge'] }
    | { readonly kind: 'residual'; readonly residual: BuiltResidual }
  );

export interface BuiltResidual extends Omit<ResidualInfo, 'source' | 'shortcutValue' | 'branchValue'> {
  readonly source: InnerRef;
  readonly shortcutValue: InnerRef | null;
  readonly branchValue: InnerRef;
}

export interface BuiltValue {
  readonly ref: InnerRef;
  readonly shape: MaybeShape;
  /** Null for what the item takes, whose place is not its own. */
  readonly place: TextRange | null;
}

/** Adds to the body what the item gives, as building it anew would. */
export function rebuildItem(
  built: BuiltItem,
  item: SpecItem,
  path: string,
  input: Value,
  body: BodyContext,
): Value {
  const { builder, file } = body;
  const first = builder.nodes.length;
  const refs = built.nodes.map((_, index): ValueRef => ({ kind: 'node', path: [first + index] }));
  const refOf = (ref: InnerRef): ValueRef => refs[ref] ?? input.ref;
  const items = itemsOf(built, item, file);
  const itemAt = (index: number): SpecItem => items[index] ?? item;
  const groups: Group[] = [];
  for (const group of built.groups) {
    const made = rebuildGroup(group, path, groups, itemAt, refOf);
    groups.push(made);
    builder.groups.push(made);
  }
  for (const node of built.nodes) {
    builder.nodes.push({
      type: 'op',
      op: node.op,
      isComplete: node.isComplete,
      path: path + node.path,
      inputs: node.inputs.map(refOf),
      inputShapes: node.inputShapes,
      output: node.output,
      cost: node.cost,
      item: itemAt(node.item),
      group: node.group === null ? null : (groups[node.group] ?? null),
      weightsOf: null,
    });
  }
  builder.opCount += built.ops;
  file.limits.nodes += built.nodes.length;
  for (const inner of built.leftOut) builder.leftOut.add(path + inner);
  const valueOf = (value: BuiltValue): Value => ({
    ref: refOf(value.ref),
    shape: value.shape,
    place: value.place === null ? input.place : placeAt(value.place, item.range.start),
  });
  builder.addRebuilt(path, first, {
    valueAt: (inner) => {
      const value = built.values.get(inner);
      return value === undefined ? undefined : valueOf(value);
    },
    literalPlaceOf: (index, name) => {
      const range = built.literals.get(index)?.get(name);
      return range === undefined ? null : placeAt(range, item.range.start);
    },
  });
  return valueOf(built.result);
}

function placeAt({ start, end }: TextRange, distance: number) {
  return { kind: 'file', range: { start: start + distance, end: end + distance } } as const;
}

function rebuildGroup(
  group: BuiltGroup,
  path: string,
  groups: readonly Group[],
  itemAt: (index: number) => SpecItem,
  refOf: (ref: InnerRef) => ValueRef,
): Group {
  const base = {
    path: path + group.path,
    parent: group.parent === null ? null : (groups[group.parent] ?? null),
    item: itemAt(group.item),
  };
  switch (group.kind) {
    case 'branch':
    case 'shortcut':
      return { kind: group.kind, ...base };
    case 'parallel':
      return { kind: group.kind, ...base, merge: group.merge };
    case 'residual': {
      const { residual } = group;
      return {
        kind: group.kind,
        ...base,
        residual: {
          ...residual,
          source: refOf(residual.source),
          shortcutValue: residual.shortcutValue === null ? null : refOf(residual.shortcutValue),
          branchValue: refOf(residual.branchValue),
        },
      };
    }
  }
}

/** The item and those of its lists, read where they stand now; nothing is wrong with them. */
function itemsOf(built: BuiltItem, item: SpecItem, file: BodyContext['file']): readonly SpecItem[] {
  if (built.lists.length === 0) return [item];
  const items = [item];
  for (const steps of built.lists) {
    const node = steps.reduce<SpecNode | null>((at, step) => stepInto(at, step), item.value);
    if (node === null) continue;
    const inner = readItems(node, '', 'file', file.blocks, () => undefined);
    file.lists.set(node, inner);
    items.push(...inner);
  }
  return items;
}
