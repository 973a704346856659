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

/** What a hover says of each. */
export const SHIPPED_BLOCK_DOCS: Readonly<Record<string, string>> = {
  plain: 'Two 3×3 convolutions without a shortcut: the plain nets of He et al. 2015.',
  basic: 'Two 3×3 convolutions around which the shortcut goes: He et al. 2015, Figure 5, left.',
  bottleneck:
    'A 1×1, a 3×3 and a 1×1 convolution: He et al. 2015, Figure 5, right. The stride is in the first 1×1 as in the paper; `stride_on: middle` puts it in the 3×3 (v1.5, ResNet-B).',
  preactivation:
    'Norm and ReLU before each of two 3×3 convolutions, nothing after the addition: He et al. 2016. `first: 1` activates before the split in the first repeat of a stage.',
  preactivation_bottleneck:
    'A 1×1, a 3×3 and a 1×1 convolution with norm and ReLU before each: He et al. 2016. The stride is in the 3×3, as in Keras; the code that the authors released has it in the first 1×1, with the same parameters and fewer multiply-adds.',
  stem_imagenet: 'A 7×7 convolution and a 3×3 max pool, both with stride 2: He et al. 2015, Table 1.',
  stem_c: 'Three 3×3 convolutions in place of the 7×7, and a 3×3 max pool: ResNet-C of He et al. 2018.',
  stem_cifar: 'One 3×3 convolution: He et al. 2015, §4.2.',
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
