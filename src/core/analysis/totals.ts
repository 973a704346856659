import type { Cost, Model } from '../model/model.ts';
import { type Size, timesInteger } from '../symbolic/symbolicSize.ts';
import { activationBytes } from './activationBytes.ts';
import { depth } from './depth.ts';

export interface Totals extends Cost {
  /** 2 × multiply-adds: what half of the literature calls FLOPs. */
  readonly flops: Size;
  /** Convolutions and dense layers on the longest path. */
  readonly layers: number;
  /** One example, float32, every op's output; null where a shape is unknown. */
  readonly activationBytes: Size | null;
}

/** The figures of a whole model; `resnet analyze` and the editor show the same ones. */
export function totals(model: Model): Totals {
  const { trainable, nonTrainable, macs } = model.body.cost;
  return {
    trainable,
    nonTrainable,
    macs,
    flops: timesInteger(macs, 2),
    layers: depth(model),
    activationBytes: activationBytes(model),
  };
}
