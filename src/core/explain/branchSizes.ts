import { type Message, message } from '../diagnostics/message.ts';
import type { Body, ResidualGroup } from '../model/model.ts';
import type { Op } from '../model/op.ts';
import { formatShape } from '../model/shape.ts';
import { nodesWithin, opsOf } from './instances.ts';

const MAX_STEPS = 8;

/**
 * `32×32×16 → 3×3 → 32×32×16 → 3×3 → 32×32×16`: why what comes out of the branch can be added to what went in. The
 * convolutions and pools alone; nothing else changes a size.
 */
export function branchSizes(body: Body, { path, residual }: ResidualGroup): Message[] {
  if (residual.inputShape === null) return [];
  const steps = opsOf(nodesWithin(body, { path: `${path}.branch` })).flatMap(({ op, output }): string[] => {
    const name = kernelName(op);
    return name === null || output === null ? [] : [`${name} → ${formatShape(output)}`];
  });
  if (steps.length === 0 || steps.length > MAX_STEPS) return [];
  return [
    message('Along the branch: {sizes}', { sizes: [formatShape(residual.inputShape), ...steps].join(' → ') }),
  ];
}

function kernelName(op: Op): string | null {
  switch (op.kind) {
    case 'conv':
    case 'depthwise_conv':
    case 'conv_transpose':
      return `${op.attributes.kernel[0]}×${op.attributes.kernel[1]}${strideText(op.attributes.stride)}`;
    case 'pool':
      return 'size' in op.attributes
        ? `pool ${op.attributes.size[0]}×${op.attributes.size[1]}${strideText(op.attributes.stride)}`
        : null;
    default:
      return null;
  }
}

function strideText([height, width]: readonly [number, number]): string {
  if (height === 1 && width === 1) return '';
  return height === width ? `/${height}` : `/${height}×${width}`;
}
