import { BYTES_PER_FLOAT32 } from '../analysis/activationBytes.ts';
import type { ReceptiveField } from '../analysis/receptiveField.ts';
import { opLabel } from '../drawing/opLabel.ts';
import type { Cost, Model } from '../model/model.ts';
import { elementsOf, type MaybeShape } from '../model/shape.ts';
import type { TextRange } from '../spec/textRange.ts';
import { type Size, timesInteger } from '../symbolic/symbolicSize.ts';
import { type FoldedOp, foldedOps, unfoldedOps } from './foldedOps.ts';

/** A row of the table of ops: one op, or `times` equal ones, with the figures of each. */
export interface OpRow {
  readonly path: string;
  readonly times: number;
  readonly kind: string;
  /** `3×3 conv, 64, /2`. */
  readonly label: string;
  readonly output: MaybeShape;
  readonly cost: Cost;
  /** Of its output, for one example; null where that is unknown. */
  readonly activationBytes: Size | null;
  readonly sees: readonly ReceptiveField[];
  readonly place: TextRange | null;
}

/** Beyond this many ops nobody reads them all: equal blocks stay folded. */
const MOST_ROWS = 20_000;

/** @param folds equal repeats of a stage are one row; a net of very many ops is always folded. */
export function opRows(model: Model, folds: boolean): OpRow[] {
  const ops = folds || isAlwaysFolded(model) ? foldedOps(model) : unfoldedOps(model);
  return ops.map(toRow);
}

export function isAlwaysFolded(model: Model): boolean {
  return model.body.opCount > MOST_ROWS;
}

function toRow({ path, times, node, cost, sees, place }: FoldedOp): OpRow {
  const { op, output } = node;
  return {
    path,
    times,
    kind: op.kind,
    label: opLabel(node),
    output,
    cost,
    activationBytes: output === null ? null : timesInteger(elementsOf(output), BYTES_PER_FLOAT32),
    sees,
    place,
  };
}
