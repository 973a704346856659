import type { Init, NormAttributes, Op } from '../model/op.ts';

/**
 * The attributes of an op that decide what it does. Every op carries a value for each attribute of its kind, also
 * where its type has no use for it: a batch norm's `groups`, a ReLU's `slope`.
 */
export function decidingAttributes(op: Op): Readonly<Record<string, unknown>> {
  switch (op.kind) {
    case 'norm':
      return ofNorm(op.attributes);
    case 'activation':
      return op.attributes.type === 'leaky_relu' ? { ...op.attributes } : { type: op.attributes.type };
    case 'conv':
    case 'conv_transpose':
    case 'depthwise_conv':
    case 'dense':
      return { ...op.attributes, init: ofInit(op.attributes.init) };
    default:
      return { ...op.attributes };
  }
}

function ofNorm({
  momentum,
  groups,
  gammaInit,
  ...others
}: NormAttributes): Readonly<Record<string, unknown>> {
  return {
    ...others,
    ...(others.type === 'batch' ? { momentum } : {}),
    ...(others.type === 'group' ? { groups } : {}),
    ...(others.scale ? { gammaInit } : {}),
  };
}

/** Zeros are zeros with any gain. */
function ofInit(init: Init): Partial<Init> {
  return init.type === 'zeros' ? { type: init.type } : init;
}
