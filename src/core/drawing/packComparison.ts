import type { Model } from '../model/model.ts';
import { type DrawOptions, packScope, scopeOf } from './drawModel.ts';
import { ScopeMerger } from './mergeScopes.ts';
import type { Packing } from './packing.ts';
import type { ViewState } from './viewState.ts';

/**
 * Two models in one drawing: the second as it is shown alone, with what is new, other or gone since the first
 * marked. What is open holds for both.
 */
export function* packComparison(
  before: Model,
  after: Model,
  view: ViewState,
  options: DrawOptions = {},
): Packing {
  const [old, present] = [scopeOf(before, view), scopeOf(after, view)];
  yield;
  const merged = new ScopeMerger().merge(old, present);
  return { ...(yield* packScope(merged, after, view, options)), plain: null };
}
