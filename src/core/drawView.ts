import type { Analysis } from './analyze.ts';
import { drawComparison } from './drawing/drawComparison.ts';
import type { Drawing } from './drawing/drawing.ts';
import { type DrawOptions, drawModel } from './drawing/drawModel.ts';
import { drawTwin } from './drawing/drawTwin.ts';
import type { ViewState } from './drawing/viewState.ts';
import type { Model } from './model/model.ts';
import { plainTwin } from './plainTwin.ts';

/** What is to be drawn: a spec that could be built, how much of it is open, and what it is compared with. */
export interface Viewed {
  readonly analysis: Analysis;
  readonly model: Model;
  readonly view: ViewState;
  /** Null or absent where it is compared with nothing. */
  readonly before?: Model | null;
}

/** A comparison shows the net once; its plain twin stands beside it where nothing is compared. */
export function drawView({ analysis, model, view, before }: Viewed, options: DrawOptions): Drawing {
  if (before !== null && before !== undefined) return drawComparison(before, model, view, options);
  const plain = view.twin === true ? plainTwin(analysis) : null;
  return plain === null ? drawModel(model, view, options) : drawTwin(plain, model, view, options);
}
