import type { Analysis } from '../core/analyze.ts';
import { drawComparison } from '../core/drawing/drawComparison.ts';
import type { Drawing } from '../core/drawing/drawing.ts';
import { type DrawOptions, drawModel } from '../core/drawing/drawModel.ts';
import { drawTwin } from '../core/drawing/drawTwin.ts';
import type { Model } from '../core/model/model.ts';
import { plainTwin } from '../core/plainTwin.ts';
import type { GraphView } from '../protocol/graph.ts';
import type { ComparedSide } from '../protocol/graphCompare.ts';

/** How the document is to be shown. */
export interface Shown {
  readonly view: GraphView;
  /** What it is compared with, and its model where it could be built. */
  readonly before: { readonly side: ComparedSide; readonly model: Model | null } | null;
}

/** A comparison shows the net once; its plain twin stands beside it where nothing is compared. */
export function drawView(
  analysis: Analysis,
  model: Model,
  { view, before }: Shown,
  options: DrawOptions,
): Drawing {
  const other = before?.model ?? null;
  if (other !== null) return drawComparison(other, model, view, options);
  const plain = view.twin === true ? plainTwin(analysis) : null;
  return plain === null ? drawModel(model, view, options) : drawTwin(plain, model, view, options);
}
