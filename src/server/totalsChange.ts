import { totals } from '../core/analysis/totals.ts';
import type { Model } from '../core/model/model.ts';
import { writtenSize } from '../core/model/writtenSize.ts';
import type { Size } from '../core/symbolic/symbolicSize.ts';
import type { DrawnComparison } from '../protocol/graphCompare.ts';

/** Parameters and multiply-adds of two models, side by side. */
export function totalsChange(before: Model, after: Model): NonNullable<DrawnComparison['totals']> {
  const [old, young] = [totals(before), totals(after)];
  const pair = (a: Size, b: Size) => ({ before: writtenSize(a), after: writtenSize(b) });
  return { trainable: pair(old.trainable, young.trainable), macs: pair(old.macs, young.macs) };
}
