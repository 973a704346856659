import type { Analysis } from '../analyze.ts';
import { shippedBlocks } from '../blocks/shippedBlocks.ts';
import type { SpecBlock } from '../spec/spec.ts';

/** Those of the file and those that ship. A block of the file hides a shipped one of that name. */
export function usableBlocks({ spec }: Pick<Analysis, 'spec'>): SpecBlock[] {
  const own = spec.blocks.map((block): [string, SpecBlock] => [String(block.name.value), block]);
  return [...new Map([...shippedBlocks().blocks, ...own]).values()];
}
