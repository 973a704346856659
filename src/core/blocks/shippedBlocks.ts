import type { SpecItem } from '../spec/item.ts';
import type { SpecNode } from '../spec/node.ts';
import { parseYaml } from '../spec/parseYaml.ts';
import { readBlock } from '../spec/readSpec.ts';
import type { SpecBlock } from '../spec/spec.ts';
import { basic } from './basic.ts';
import { bottleneck } from './bottleneck.ts';
import { bottleneckD } from './bottleneckD.ts';
import { dirac } from './dirac.ts';
import { fixup } from './fixup.ts';
import { fractal } from './fractal.ts';
import { plain } from './plain.ts';
import { preactivation } from './preactivation.ts';
import { preactivationBottleneck } from './preactivationBottleneck.ts';
import { repvgg } from './repvgg.ts';
import { resnext } from './resnext.ts';
import { seBasic } from './seBasic.ts';
import { seBottleneck } from './seBottleneck.ts';
import { stemC } from './stemC.ts';
import { stemCifar } from './stemCifar.ts';
import { stemImagenet } from './stemImagenet.ts';
import { stochasticDepth } from './stochasticDepth.ts';
import { wide } from './wide.ts';

/** The text of each shipped block, by the name that specs use. */
const SHIPPED_BLOCK_TEXTS: Readonly<Record<string, string>> = {
  plain,
  basic,
  bottleneck,
  preactivation,
  preactivation_bottleneck: preactivationBottleneck,
  wide,
  resnext,
  se_basic: seBasic,
  se_bottleneck: seBottleneck,
  bottleneck_d: bottleneckD,
  stochastic_depth: stochasticDepth,
  fixup,
  repvgg,
  dirac,
  fractal,
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
  wide: 'The pre-activated basic block with dropout between its convolutions: Zagoruyko and Komodakis 2016. `filters` is the widened number.',
  resnext:
    'A bottleneck whose 3×3 has `cardinality` groups: Xie et al. 2017. The groups together are filters·width/64·cardinality wide, the output is 4·filters.',
  se_basic: 'The basic block with squeeze-and-excitation on its branch, before the addition: Hu et al. 2018.',
  se_bottleneck:
    'The bottleneck with squeeze-and-excitation on its branch, before the addition: Hu et al. 2018.',
  bottleneck_d:
    'The bottleneck with the stride in its 3×3 and a projection that averages before its 1×1: ResNet-D of He et al. 2018.',
  stochastic_depth:
    'The basic block whose branch is dropped at random in training, the l-th of `total` with probability l/total·(1 − `last`): Huang et al. 2016. `offset` is the number of blocks in the stages before.',
  fixup:
    'The basic block without a norm: scalar biases, a factor at the branch’s end, and a start that depends on the number of blocks, `total`: Zhang et al. 2019.',
  repvgg:
    'A 3×3 and a 1×1 convolution and, where the shape stays, the input, each with its own norm, added: Ding et al. 2021. After training the three are one 3×3 convolution.',
  dirac:
    'Two 3×3 convolutions that hold their shortcut in the kernel, α·δ + β·W/‖W‖: Zagoruyko and Komodakis 2017. Nothing is added.',
  fractal:
    'Columns of 1, 2, 4 and 8 convolutions, averaged wherever several end: Larsson et al. 2017. `columns` is 2, 3 or 4.',
  stem_imagenet: 'A 7×7 convolution and a 3×3 max pool, both with stride 2: He et al. 2015, Table 1.',
  stem_c: 'Three 3×3 convolutions in place of the 7×7, and a 3×3 max pool: ResNet-C of He et al. 2018.',
  stem_cifar: 'One 3×3 convolution: He et al. 2015, §4.2.',
};

/** The text of a shipped block; null for a name that none has. */
export function shippedBlockText(name: string): string | null {
  return Object.hasOwn(SHIPPED_BLOCK_TEXTS, name) ? (SHIPPED_BLOCK_TEXTS[name] ?? null) : null;
}

export interface ShippedBlocks {
  readonly blocks: ReadonlyMap<string, SpecBlock>;
  readonly lists: ReadonlyMap<SpecNode, readonly SpecItem[]>;
}

let shared: ShippedBlocks | null = null;

/**
 * The blocks of the product. They never change, so every analysis shares them; they are read when the first
 * one asks, since reading them takes a third of the start of a process.
 */
export function shippedBlocks(): ShippedBlocks {
  shared ??= readShippedBlocks();
  return shared;
}

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
