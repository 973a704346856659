import type { Model } from '../model/model.ts';
import type { Drawing } from './drawing.ts';
import { type DrawOptions, drawScope, scopeOf } from './drawModel.ts';
import { ScopeMerger } from './mergeScopes.ts';
import type { ViewState } from './viewState.ts';

/**
 * Two models in one drawing: the second as `drawModel` shows it, with what is new, other or gone since the
 * first marked. What is open holds for both.
 */
export function drawComparison(
  before: Model,
  after: Model,
  view: ViewState,
  options: DrawOptions = {},
): Drawing {
  const merger = new ScopeMerger();
  return drawScope(merger.merge(scopeOf(before, view), scopeOf(after, view)), after, view, options);
}
