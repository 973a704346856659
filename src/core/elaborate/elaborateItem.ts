import { isSimpleKind, KINDS } from '../language/kinds.ts';
import { elaborateActivationItem } from './items/activationItem.ts';
import { elaborateBlockItem } from './items/blockItem.ts';
import { elaborateConvolutionItem } from './items/convolutionItem.ts';
import { elaborateNormItem } from './items/normItem.ts';
import { elaborateParallelItem } from './items/parallelItem.ts';
import { elaborateResidualItem } from './items/residualItem.ts';
import { elaborateSimpleItem } from './items/simpleItem.ts';
import { elaborateStageItem } from './items/stageItem.ts';
import type { ItemContext, ItemValue } from './listContext.ts';
import { withoutShape } from './value.ts';

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

/** Reported where it was read: its value is unknown, and whatever it should have used is not called unused. */
function unknownKind(context: ItemContext): ItemValue {
  context.body.state.hasReferenceMistake = true;
  return { type: 'value', value: withoutShape(context.nearest()) };
}
