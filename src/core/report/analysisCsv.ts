import type { ModelFigures } from '../analysis/modelFigures.ts';
import type { Model } from '../model/model.ts';
import { joinShape } from '../model/writtenShape.ts';
import { writtenSize } from '../model/writtenSize.ts';
import { csv } from './csv.ts';
import { type OpFigures, opFigures, writtenShape } from './opRecords.ts';

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
 * One row an op, unfolded, under the names of the JSON document. Shapes and fields read `32x32x16`, sums of symbols
 * `(H + 1)xWx16`, producers `a b`; a figure that depends on a symbol is the expression.
 */
export function analysisCsv(model: Model, figures: ModelFigures): string {
  return csv([COLUMNS, ...opFigures(model, figures).map(row)]);
}

function row({ path, kind, from, output, cost, field }: OpFigures): (string | number | null)[] {
  const shape = writtenShape(output);
  return [
    path,
    kind,
    from.join(' '),
    shape === null ? null : joinShape(shape, 'x'),
    ...[cost.trainable, cost.nonTrainable, cost.macs].map(writtenSize),
    ...(field === null
      ? [null, null, null]
      : [
          joinShape(field.size.map(writtenSize), 'x'),
          joinShape(field.stride.map(writtenSize), 'x'),
          String(field.isExact),
        ]),
  ];
}
