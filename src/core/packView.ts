import type { Analysis } from './analyze.ts';
import { type DrawOptions, packModel } from './drawing/drawModel.ts';
import { packComparison } from './drawing/packComparison.ts';
import type { Packing } from './drawing/packing.ts';
import { packTwin } from './drawing/packTwin.ts';
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
export function* packView({ analysis, model, view, before }: Viewed, options: DrawOptions): Packing {
  if (before !== null && before !== undefined) return yield* packComparison(before, model, view, options);
  if (view.twin !== true) return yield* packModel(model, view, options);
  const plain = plainTwin(analysis);
  yield;
  return yield* plain === null ? packModel(model, view, options) : packTwin(plain, model, view, options);
}
