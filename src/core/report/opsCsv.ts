import type { ModelFigures } from '../analysis/modelFigures.ts';
import type { ReceptiveField } from '../analysis/receptiveField.ts';
import { flatten } from '../model/flatten.ts';
import type { Model } from '../model/model.ts';
import { joinShape } from '../model/writtenShape.ts';
import { isSymbolic, type Size } from '../symbolic/symbolicSize.ts';
import { csv } from './csv.ts';

const COLUMNS = [
  'path',
  'kind',
  'from',
  'output',
  'trainable',
  'nonTrainable',
  'macs',
  'receptiveField',
  'receptiveFieldStride',
  'receptiveFieldExact',
];

/**
 * One row an op, unfolded, under the names that `resnet analyze --format json` has for them. Shapes and fields
 * read `32x32x16`, sums of symbols `(H + 1)xWx16`, producers `a b`; a figure that depends on a symbol is empty.
 */
export function opsCsv(model: Model, { receptiveFields }: ModelFigures): string {
  const { ops } = flatten(model);
  const producer = (index: number): string =>
    (index >= 0 ? ops[index]?.path : model.body.inputs[-1 - index]?.name) ?? '';
  const rows = ops.map(({ index, path, node, cost, inputs }) => [
    path,
    node.op.kind,
    inputs.map(producer).join(' '),
    node.output === null ? null : joinShape(node.output.map(plain), 'x'),
    known(cost.trainable),
    known(cost.nonTrainable),
    known(cost.macs),
    ...fieldCells(receptiveFields[index] ?? null),
  ]);
  return csv([COLUMNS, ...rows]);
}

function fieldCells(field: ReceptiveField | null): (string | null)[] {
  const numbers = field === null ? [] : [...field.size, ...field.stride].map(known);
  if (field === null || numbers.includes(null)) return [null, null, null];
  return [field.size.join('x'), field.stride.join('x'), String(field.isExact)];
}

function plain(size: Size): number | string {
  return isSymbolic(size) ? String(size) : size;
}

function known(size: Size): number | null {
  return isSymbolic(size) ? null : size;
}
