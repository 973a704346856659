import type { Model } from '../core/model/model.ts';
import type { DrawnComparison } from '../protocol/graphCompare.ts';
import { totalsChange } from './totalsChange.ts';

/** What is said beside the marks. @param name what people know the earlier spec as; null where it has no model. */
export function comparisonOf(name: string, before: Model | null, after: Model): DrawnComparison {
  return { name, totals: before === null ? null : totalsChange(before, after) };
}
