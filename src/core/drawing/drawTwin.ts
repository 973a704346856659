import type { Model } from '../model/model.ts';
import type { Drawing } from './drawing.ts';
import { type DrawOptions, packModel } from './drawModel.ts';
import { expandDrawing } from './expandDrawing.ts';
import type { PackedDrawing } from './packedDrawing.ts';
import type { ViewState } from './viewState.ts';

/** A net with its plain twin beside it. */
export function drawTwin(plain: Model, residual: Model, view: ViewState, options: DrawOptions = {}): Drawing {
  return expandDrawing(packTwin(plain, residual, view, options));
}

export function packTwin(
  plain: Model,
  residual: Model,
  view: ViewState,
  options: DrawOptions = {},
): PackedDrawing {
  return { ...packModel(residual, view, options), plain: packModel(plain, view) };
}
