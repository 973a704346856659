import type { Model } from '../model/model.ts';
import type { Drawing } from './drawing.ts';
import { type DrawOptions, packScope, scopeOf } from './drawModel.ts';
import { expandDrawing } from './expandDrawing.ts';
import { ScopeMerger } from './mergeScopes.ts';
import type { PackedDrawing } from './packedDrawing.ts';
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
  return expandDrawing(packComparison(before, after, view, options));
}

export function packComparison(
  before: Model,
  after: Model,
  view: ViewState,
  options: DrawOptions = {},
): PackedDrawing {
  const merger = new ScopeMerger();
  return packScope(merger.merge(scopeOf(before, view), scopeOf(after, view)), after, view, options);
}
