import type { Analysis } from './analyze.ts';
import { packComparison } from './drawing/drawComparison.ts';
import type { Drawing } from './drawing/drawing.ts';
import { type DrawOptions, packModel } from './drawing/drawModel.ts';
import { packTwin } from './drawing/drawTwin.ts';
import { expandDrawing } from './drawing/expandDrawing.ts';
import type { PackedDrawing } from './drawing/packedDrawing.ts';
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
export function drawView(viewed: Viewed, options: DrawOptions): Drawing {
  return expandDrawing(packView(viewed, options));
}

/** The same with equal things once, as it goes from one process to another. */
export function packView({ analysis, model, view, before }: Viewed, options: DrawOptions): PackedDrawing {
  if (before !== null && before !== undefined) return packComparison(before, model, view, options);
  const plain = view.twin === true ? plainTwin(analysis) : null;
  return plain === null ? packModel(model, view, options) : packTwin(plain, model, view, options);
}
