import { totals } from '../core/analysis/totals.ts';
import type { Model } from '../core/model/model.ts';
import { writtenSize } from '../core/model/writtenSize.ts';
import { writtenShape } from '../core/report/opRecords.ts';
import { isAlwaysFolded, type OpRow, opRows } from '../core/report/opRows.ts';
import type { OpTable, OpTableRow } from '../protocol/graphOpTable.ts';

/** The rows of a model's ops as the page reads them. */
export function wireOpTable(version: number, model: Model, folds: boolean): OpTable {
  const { trainable, nonTrainable, macs, activationBytes } = totals(model);
  return {
    version,
    folds: folds || isAlwaysFolded(model),
    rows: opRows(model, folds).map(toWire),
    totals: {
      ops: model.body.opCount,
      trainable: writtenSize(trainable),
      nonTrainable: writtenSize(nonTrainable),
      macs: writtenSize(macs),
      activationBytes: activationBytes === null ? null : writtenSize(activationBytes),
    },
  };
}

function toWire({ cost, activationBytes, sees, place, output, ...row }: OpRow): OpTableRow {
  return {
    ...row,
    output: writtenShape(output),
    trainable: writtenSize(cost.trainable),
    nonTrainable: writtenSize(cost.nonTrainable),
    macs: writtenSize(cost.macs),
    activationBytes: activationBytes === null ? null : writtenSize(activationBytes),
    sees: sees.map(({ size, isExact, isWholeInput }) => ({
      height: writtenSize(size[0]),
      width: writtenSize(size[1]),
      isExact,
      isWholeInput,
    })),
    range: place === null ? null : { start: place.start, end: place.end },
  };
}
