import { joinShape } from '../model/writtenShape.ts';
import { csv } from './csv.ts';
import type { OpRecord } from './opRecords.ts';

/** One row an op, unfolded, under the names of the JSON document. Shapes and fields read
 * `32x32x16`, sums of symbols `(H + 1)xWx16`, producers `a b`. */
export function analysisCsv(ops: readonly OpRecord[]): string {
  return csv([
    [
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
    ],
    ...ops.map((op) => [
      op.path,
      op.kind,
      op.from.join(' '),
      op.output === null ? null : joinShape(op.output, 'x'),
      op.trainable,
      op.nonTrainable,
      op.macs,
      op.receptiveField?.size.join('x') ?? null,
      op.receptiveField?.stride.join('x') ?? null,
      op.receptiveField === null ? null : String(op.receptiveField.exact),
    ]),
  ]);
}
