import type { ModelFigures } from '../analysis/modelFigures.ts';
import type { ReceptiveField } from '../analysis/receptiveField.ts';
import { flatten } from '../model/flatten.ts';
import type { Cost, Model } from '../model/model.ts';
import type { MaybeShape } from '../model/shape.ts';
import { isSymbolic, type Size } from '../symbolic/symbolicSize.ts';

/** An op with its figures as programs read them: null where one is unknown or depends on a symbol. */
export interface OpRecord {
  readonly path: string;
  readonly kind: string;
  /** Paths of the producers, or names of inputs. */
  readonly from: string[];
  readonly output: (number | string)[] | null;
  readonly trainable: number | null;
  readonly nonTrainable: number | null;
  readonly macs: number | null;
  readonly receptiveField: {
    readonly size: [number, number];
    readonly stride: [number, number];
    readonly exact: boolean;
    readonly wholeInput: boolean;
  } | null;
}

/** An op with its figures as they are, expressions in symbols included. */
export interface OpFigures {
  readonly path: string;
  readonly kind: string;
  readonly from: string[];
  readonly output: MaybeShape;
  readonly cost: Cost;
  readonly field: ReceptiveField | null;
}

/** Every op of the model, unfolded, in topological order. */
export function opFigures(model: Model, { receptiveFields }: ModelFigures): OpFigures[] {
  const flat = flatten(model);
  const producer = (index: number): string =>
    (index >= 0 ? flat.ops[index]?.path : model.body.inputs[-1 - index]?.name) ?? '';
  return flat.ops.map(({ index, path, node, cost, inputs }) => ({
    path,
    kind: node.op.kind,
    from: inputs.map(producer),
    output: node.output,
    cost,
    field: receptiveFields[index] ?? null,
  }));
}

/** The same for programs. */
export function opRecords(model: Model, figures: ModelFigures): OpRecord[] {
  return opFigures(model, figures).map(({ path, kind, from, output, cost, field }) => ({
    path,
    kind,
    from,
    output: writtenShape(output),
    trainable: knownFigure(cost.trainable),
    nonTrainable: knownFigure(cost.nonTrainable),
    macs: knownFigure(cost.macs),
    receptiveField: fieldRecord(field),
  }));
}

function fieldRecord(field: ReceptiveField | null): OpRecord['receptiveField'] {
  if (field === null) return null;
  const [height, width] = [knownFigure(field.size[0]), knownFigure(field.size[1])];
  const [down, across] = [knownFigure(field.stride[0]), knownFigure(field.stride[1])];
  if (height === null || width === null || down === null || across === null) return null;
  return {
    size: [height, width],
    stride: [down, across],
    exact: field.isExact,
    wholeInput: field.isWholeInput,
  };
}

/** A figure that depends on a symbol is null. */
export function knownFigure(figure: Size | null): number | null {
  return figure === null || isSymbolic(figure) ? null : figure;
}

export function writtenShape(shape: MaybeShape): (number | string)[] | null {
  return shape === null ? null : shape.map((dim) => (isSymbolic(dim) ? String(dim) : dim));
}
