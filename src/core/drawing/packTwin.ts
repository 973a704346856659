import type { Model } from '../model/model.ts';
import { type DrawOptions, packNet } from './drawModel.ts';
import type { Packing } from './packing.ts';
import type { ViewState } from './viewState.ts';

/** A net with its plain twin, to stand beside it. */
export function* packTwin(
  plain: Model,
  residual: Model,
  view: ViewState,
  options: DrawOptions = {},
): Packing {
  const net = yield* packNet(residual, view, options);
  yield;
  return { ...net, plain: yield* packNet(plain, view, { foldsLike: residual }) };
}
