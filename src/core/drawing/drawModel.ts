import { fieldsOf } from '../analysis/receptiveField.ts';
import { type LayoutCache, layoutScope } from '../layout/layoutScope.ts';
import type { Model } from '../model/model.ts';
import type { TextRange } from '../spec/textRange.ts';
import { ScopeBuilder } from './buildScope.ts';
import { composeDrawing } from './composeDrawing.ts';
import type { Drawing } from './drawing.ts';
import { markProblems } from './markProblems.ts';
import type { Scope } from './scope.ts';
import { StageColours } from './stageColours.ts';
import type { ViewState } from './viewState.ts';

/** A mistake to be marked at the box that it is about. */
export interface Problem {
  readonly range: TextRange;
  readonly text: string;
}

export interface DrawOptions {
  readonly problems?: readonly Problem[];
}

/** Beyond this many ops nobody reads them all and a page cannot show them: equal blocks stay folded. */
const MOST_OPS = 20_000;

const STAGES: ViewState = { level: 'stages', toggled: {} };

/**
 * The one door: what the panel and `resnet graph` show of a model. Any model gives a drawing, also one with
 * mistakes; an addition that does not fit is a `broken` edge with both shapes.
 */
export function drawModel(model: Model, view: ViewState = STAGES, options: DrawOptions = {}): Drawing {
  return drawScope(scopeOf(model, view), model, view, options);
}

/** What is shown of a model, before it has places. */
export function scopeOf(model: Model, view: ViewState): Scope {
  return new ScopeBuilder(model.body.opCount > MOST_OPS).buildModel(model, view);
}

/** A scope with places and texts, in the colours of the model's sizes. */
export function drawScope(scope: Scope, model: Model, view: ViewState, options: DrawOptions): Drawing {
  const cache: LayoutCache = new WeakMap();
  const direction = view.direction ?? 'down';
  const layout = layoutScope(scope, false, { cache, direction });
  const { hiddenTexts, ...composed } = composeDrawing(
    { scope, layout, use: fieldsOf(model), prefix: '', x: 0, y: 0 },
    new StageColours(model),
    direction,
  );
  const title = [model.name, model.variant ?? ''].filter((word) => word !== '').join(' · ');
  // A mistake in a block's text may be one of a single use only, so it is not marked at each that is closed.
  const marked = markProblems(composed.nodes, options.problems ?? []);
  const nodes = marked.map((node) => {
    const hidden = hiddenTexts.get(node.id);
    return hidden === undefined ? node : { ...node, ranges: [...node.ranges, ...hidden] };
  });
  return { title, level: view.level, direction, ...composed, nodes };
}
