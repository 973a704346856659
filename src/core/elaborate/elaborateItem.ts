import { isSimpleKind, KINDS } from '../language/kinds.ts';
import type { Op } from '../model/op.ts';
import { addOp } from './addOp.ts';
import { elaborateActivationItem } from './items/activationItem.ts';
import { elaborateBlockItem } from './items/blockItem.ts';
import { elaborateConvolutionItem } from './items/convolutionItem.ts';
import { elaborateNormItem } from './items/normItem.ts';
import { elaborateParallelItem } from './items/parallelItem.ts';
import { elaborateResidualItem } from './items/residualItem.ts';
import { elaborateSimpleItem } from './items/simpleItem.ts';
import { elaborateStageItem } from './items/stageItem.ts';
import type { ItemContext, ItemValue } from './listContext.ts';
import { resolveProducers } from './producers.ts';

/** Builds what one item stands for and gives its value. */
export function elaborateItem(context: ItemContext): ItemValue {
  const { kind } = context.item;
  if (!KINDS.has(kind)) return unknownKind(context);
  if (isSimpleKind(kind)) return elaborateSimpleItem(kind, context);
  switch (kind) {
    case 'conv':
    case 'conv_transpose':
    case 'depthwise_conv':
    case 'dense':
      return elaborateConvolutionItem(kind, context);
    case 'norm':
      return elaborateNormItem(context);
    case 'residual':
      return elaborateResidualItem(context);
    case 'stage':
      return elaborateStageItem(context);
    case 'block':
      return elaborateBlockItem(context);
    case 'parallel':
      return elaborateParallelItem(context);
    default:
      // Only activations are left.
      return elaborateActivationItem(context);
  }
}

/**
 * Reported where it was read: it stands in its place without a shape, and whatever it should have used is not called
 * unused.
 */
function unknownKind(context: ItemContext): ItemValue {
  const { body, item, path, place } = context;
  body.state.hasReferenceMistake = true;
  // What it takes is nobody's mistake as long as nobody knows what it is.
  const inputs = resolveProducers({ ...context, report: () => {} }, null, ANY_PRODUCERS);
  const op: Op = { kind: 'unknown', attributes: { written: item.kind } };
  return { type: 'value', value: addOp({ op, path, inputs, complete: true, placeOf: () => place }, context) };
}

const ANY_PRODUCERS = { min: 0, max: Number.POSITIVE_INFINITY };
