import { fieldsOf } from '../analysis/receptiveField.ts';
import { type LayoutCache, layoutScope } from '../layout/layoutScope.ts';
import type { Model } from '../model/model.ts';
import { ScopeBuilder } from './buildScope.ts';
import type { Drawing } from './drawing.ts';
import { expandDrawing } from './expandDrawing.ts';
import type { PackedNet, Problem } from './packedDrawing.ts';
import { packFields } from './packFields.ts';
import { type Packing, packed } from './packing.ts';
import { NetPacker } from './packNet.ts';
import { rowsLike } from './rowsLike.ts';
import type { Scope } from './scope.ts';
import { StageColours } from './stageColours.ts';
import type { ViewState } from './viewState.ts';

export interface DrawOptions {
  readonly problems?: readonly Problem[];
  /** The net whose rows of equal blocks are folded and opened alike. */
  readonly foldsLike?: Model;
}

/** Beyond this many ops nobody reads them all and a page cannot show them: equal blocks stay folded. */
const MOST_OPS = 20_000;

const STAGES: ViewState = { level: 'stages', toggled: {} };

/**
 * What the panel and `resnet graph` show of a model. Any model gives a drawing, also one with mistakes; an addition
 * that does not fit is a `broken` edge with both shapes.
 */
export function drawModel(model: Model, view: ViewState = STAGES, options: DrawOptions = {}): Drawing {
  return expandDrawing(packed(packModel(model, view, options)));
}

/** The same with equal things once. */
export function* packModel(model: Model, view: ViewState, options: DrawOptions = {}): Packing {
  return { ...(yield* packNet(model, view, options)), plain: null };
}

/** The same without what may stand beside it. */
export function* packNet(model: Model, view: ViewState, options: DrawOptions = {}): Packing<PackedNet> {
  const scope = scopeOf(model, view, options);
  yield;
  return yield* packScope(scope, model, view, options);
}

/** What is shown of a model, before it has places. */
export function scopeOf(model: Model, view: ViewState, { foldsLike }: DrawOptions = {}): Scope {
  const mayJoin = foldsLike === undefined ? undefined : rowsLike(foldsLike);
  return new ScopeBuilder(model.body.opCount > MOST_OPS, mayJoin).buildModel(model, view);
}

/** A scope with places and texts, in the colours of the model's sizes. */
export function* packScope(
  scope: Scope,
  model: Model,
  view: ViewState,
  { problems = [] }: DrawOptions,
): Packing<PackedNet> {
  const cache: LayoutCache = new WeakMap();
  const { level, direction = 'down' } = view;
  const layout = layoutScope(scope, false, { cache, direction });
  yield;
  const places = new NetPacker(new StageColours(model), direction).pack(scope, layout);
  yield;
  const fields = packFields(scope, fieldsOf(model));
  const title = [model.name, model.variant ?? ''].filter((word) => word !== '').join(' · ');
  return { title, level, direction, ...places, ...fields, problems };
}
