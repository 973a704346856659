import type { OpKind } from '../../core/model/op.ts';
import { activation } from './activation.ts';
import { add } from './add.ts';
import { concat } from './concat.ts';
import { conv } from './conv.ts';
import { convTranspose } from './convTranspose.ts';
import { dense } from './dense.ts';
import { depthwiseConv } from './depthwiseConv.ts';
import { dropout } from './dropout.ts';
import { flatten } from './flatten.ts';
import { gate } from './gate.ts';
import { bias, scale } from './learnedConstant.ts';
import { mean } from './mean.ts';
import { multiply } from './multiply.ts';
import { norm } from './norm.ts';
import type { OpImplementation } from './opImplementation.ts';
import { pad } from './pad.ts';
import { pool } from './pool.ts';
import { shortcutA } from './shortcutA.ts';
import { slice } from './slice.ts';
import { squeezeExcite } from './squeezeExcite.ts';
import { unknown } from './unknown.ts';
import { upsample } from './upsample.ts';

/** What each kind of op computes. A kind that is missing here does not compile. */
export const OP_IMPLEMENTATIONS: { readonly [K in OpKind]: OpImplementation<K> } = {
  conv,
  conv_transpose: convTranspose,
  depthwise_conv: depthwiseConv,
  dense,
  norm,
  activation,
  pool,
  flatten,
  dropout,
  pad,
  add,
  multiply,
  mean,
  gate,
  slice,
  concat,
  scale,
  bias,
  squeeze_excite: squeezeExcite,
  upsample,
  shortcut_a: shortcutA,
  unknown,
};
