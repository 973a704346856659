import type { Group, ModelNode } from '../model/model.ts';
import type { BodyBuilder } from './bodyBuilder.ts';
import type { NormSettings } from './normSettings.ts';

/** A convolution's norm, null where it has none. */
export interface FoundNorm {
  readonly settings: NormSettings | null;
}

/**
 * The norm of the last convolution written below `within` (of the whole body for null), containers included
 * but not their shortcuts. Null where there is no convolution.
 */
export function lastConvolutionNorm(builder: BodyBuilder, withinPath: string | null): FoundNorm | null {
  const found = withinPath === null ? { group: null, start: 0 } : builder.groupAt(withinPath);
  return found === undefined ? null : lastNorm(builder, found.group, found.start);
}

function lastNorm(builder: BodyBuilder, within: Group | null, start: number): FoundNorm | null {
  let best: FoundNorm | null = null;
  let bestStart = -1;
  for (let index = start; index < builder.nodes.length; index++) {
    const node = builder.nodes[index];
    if (node === undefined || !isBelow(node, within)) continue;
    const settings = builder.convolutionNorms.get(index);
    const found =
      settings === undefined ? (builder.instances.get(index)?.lastConvolutionNorm ?? null) : { settings };
    // "Last" is last in the text: a later item may have been built earlier.
    if (found === null || node.item.range.start < bestStart) continue;
    best = found;
    bestStart = node.item.range.start;
  }
  return best;
}

function isBelow(node: ModelNode, within: Group | null): boolean {
  for (let group = node.group; group !== within; group = group.parent) {
    if (group === null || group.kind === 'shortcut') return false;
  }
  return true;
}
