import { totals } from '../core/analysis/totals.ts';
import type { Model } from '../core/model/model.ts';
import { writtenShape } from '../core/report/opRecords.ts';
import { isAlwaysFolded, type OpRow, opRows } from '../core/report/opRows.ts';
import { isSymbolic, type Size } from '../core/symbolic/symbolicSize.ts';
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
      trainable: written(trainable),
      nonTrainable: written(nonTrainable),
      macs: written(macs),
      activationBytes: activationBytes === null ? null : written(activationBytes),
    },
  };
}

function toWire({ cost, activationBytes, sees, place, output, ...row }: OpRow): OpTableRow {
  return {
    ...row,
    output: writtenShape(output),
    trainable: written(cost.trainable),
    nonTrainable: written(cost.nonTrainable),
    macs: written(cost.macs),
    activationBytes: activationBytes === null ? null : written(activationBytes),
    sees: sees.map(({ size, isExact, isWholeInput }) => ({
      height: written(size[0]),
      width: written(size[1]),
      isExact,
      isWholeInput,
    })),
    range: place === null ? null : { start: place.start, end: place.end },
  };
}

function written(size: Size): number | string {
  return isSymbolic(size) ? String(size) : size;
}
