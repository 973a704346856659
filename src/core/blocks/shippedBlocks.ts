import type { SpecItem } from '../spec/item.ts';
import type { SpecNode } from '../spec/node.ts';
import { parseYaml } from '../spec/parseYaml.ts';
import { readBlock } from '../spec/readSpec.ts';
import type { SpecBlock } from '../spec/spec.ts';
import { basic } from './basic.ts';
import { bottleneck } from './bottleneck.ts';
import { plain } from './plain.ts';
import { preactivation } from './preactivation.ts';
import { preactivationBottleneck } from './preactivationBottleneck.ts';
import { stemC } from './stemC.ts';
import { stemCifar } from './stemCifar.ts';
import { stemImagenet } from './stemImagenet.ts';

/** The text of each shipped block, by the name that specs use. */
const SHIPPED_BLOCK_TEXTS: Readonly<Record<string, string>> = {
  plain,
  basic,
  bottleneck,
  preactivation,
  preactivation_bottleneck: preactivationBottleneck,
  stem_imagenet: stemImagenet,
  stem_c: stemC,
  stem_cifar: stemCifar,
};

export interface ShippedBlocks {
  readonly blocks: ReadonlyMap<string, SpecBlock>;
  readonly lists: ReadonlyMap<SpecNode, readonly SpecItem[]>;
}

/** Read once, when the product starts: every analysis shares them. */
export const SHIPPED_BLOCKS: ShippedBlocks = readShippedBlocks();

function readShippedBlocks(): ShippedBlocks {
  const blocks = new Map<string, SpecBlock>();
  const lists = new Map<SpecNode, readonly SpecItem[]>();
  for (const [name, text] of Object.entries(SHIPPED_BLOCK_TEXTS)) {
    const { root, problems } = parseYaml(text);
    if (root === null || problems.length > 0) throw new Error(`the shipped block ${name} cannot be read`);
    const key = { type: 'scalar', start: 0, end: 0, value: name, quoted: false } as const;
    const block = readBlock({ key, value: root }, 'shipped', new Set(), lists, (problem) => {
      throw new Error(`the shipped block ${name} has a mistake: ${problem.message.template}`);
    });
    blocks.set(name, block);
  }
  return { blocks, lists };
}
