import {
  hasNormBehind,
  hasOptionB,
  hasPooledShortcuts,
  hasReductionOf16,
  hasShortcuts,
  hasSqueezeExcite,
  type Trait,
} from './blockTraits.ts';
import { depthByPath, exact, nearestOf, rounded } from './countingRules.ts';
import { endsInAverage, hasNormAndRelu, poolsBehindStem } from './layerTraits.ts';
import type { ModelFacts } from './modelFacts.ts';
import type { Paper, PaperFigure, PaperLayer, PaperNet, PaperStage } from './paper.ts';
import { type Bottleneck, basicStage, bottleneckStage, denseStage, type StageRow } from './stages.ts';

/** Which shortcuts its nets have is left to their parameters: the paper tries three options. */
const HE2015_TRAITS: readonly Trait[] = [
  hasShortcuts,
  hasNormBehind,
  hasNormAndRelu,
  poolsBehindStem,
  endsInAverage,
];

type Blocks = readonly [number, number, number, number];

const SEVEN: readonly PaperLayer[] = [{ kernel: 7, filters: 64, stride: 2 }];
/** ResNet-C's stem in place of the 7×7. */
const THREE_THREES: readonly PaperLayer[] = [
  { kernel: 3, filters: 32, stride: 2 },
  { kernel: 3, filters: 32, stride: 1 },
  { kernel: 3, filters: 64, stride: 1 },
];

/** Table 1 of He et al.: a stem at 112×112, four stages from 56×56 down, 1000 classes. */
function tableOne(
  stem: readonly PaperLayer[],
  blocks: Blocks,
  toStage: (row: StageRow) => PaperStage,
): PaperStage[] {
  const stages = blocks.map((count, at) =>
    toStage({
      name: `conv${at + 2}_x`,
      size: 56 >> at,
      width: 64 << at,
      blocks: count,
      stride: at === 0 ? 1 : 2,
    }),
  );
  return [{ name: 'conv1', size: 112, layers: stem }, ...stages, denseStage(1000)];
}

const BLOCKS: Readonly<Record<number, Blocks>> = {
  18: [2, 2, 2, 2],
  34: [3, 4, 6, 3],
  50: [3, 4, 6, 3],
  101: [3, 4, 23, 3],
  152: [3, 8, 36, 3],
};

/** The paper prints no parameters; torchvision has its nets, with projections where the size changes. */
const IMPLEMENTATION = "torchvision's net with option B";
const HE2015: Readonly<Record<number, { readonly parameters: PaperFigure; readonly macs: PaperFigure }>> = {
  18: { parameters: exact(11_689_512, IMPLEMENTATION), macs: rounded(1.8e9, 'Table 1') },
  34: { parameters: exact(21_797_672, IMPLEMENTATION), macs: rounded(3.6e9, 'Table 1') },
  50: { parameters: exact(25_557_032, IMPLEMENTATION), macs: rounded(3.8e9, 'Table 1') },
  101: { parameters: exact(44_549_160, IMPLEMENTATION), macs: rounded(7.6e9, 'Table 1') },
  152: { parameters: exact(60_192_808, IMPLEMENTATION), macs: rounded(11.3e9, 'Table 1') },
};
const HE2015_DEPTHS = Object.keys(HE2015).map(Number);

const he2015: Paper = {
  id: 'he2015-imagenet',
  title: 'He, Zhang, Ren, Sun: Deep Residual Learning for Image Recognition, the nets for ImageNet',
  arxiv: '1512.03385',
  depths: '18, 34, 50, 101 and 152 layers',
  traits: HE2015_TRAITS,
  ...depthByPath,
  net(depth) {
    const [blocks, figures] = [BLOCKS[depth], HE2015[depth]];
    if (blocks === undefined || figures === undefined) return null;
    const toStage = depth < 50 ? basicStage : (row: StageRow) => bottleneckStage(row, { strideOn: 'first' });
    return { name: `ResNet-${depth}`, isListed: true, stages: tableOne(SEVEN, blocks, toStage), ...figures };
  },
  nearestDepth: (depth) => nearestOf(HE2015_DEPTHS, depth),
};

interface BottleneckPaper extends Pick<Paper, 'id' | 'title' | 'arxiv' | 'depths' | 'traits'> {
  readonly name: string;
  readonly stem: readonly PaperLayer[];
  readonly bottleneck: (row: StageRow) => Bottleneck;
  /** By depth; a depth without figures has none on the page. */
  readonly figures: Readonly<Record<number, Pick<PaperNet, 'parameters' | 'macs'>>>;
}

/** Papers that change the bottleneck or the stem of ResNet-50 and its deeper siblings. */
function bottleneckPaper({ name, stem, bottleneck, figures, ...paper }: BottleneckPaper): Paper {
  const depths = Object.keys(figures).map(Number);
  return {
    ...paper,
    ...depthByPath,
    net(depth) {
      const [blocks, found] = [BLOCKS[depth], figures[depth]];
      if (blocks === undefined || found === undefined) return null;
      const stages = tableOne(stem, blocks, (row) => bottleneckStage(row, bottleneck(row)));
      return { name: name.replace('#', String(depth)), isListed: true, stages, ...found };
    },
    nearestDepth: (depth) => nearestOf(depths, depth),
  };
}

const xie2017 = bottleneckPaper({
  id: 'xie2017-resnext',
  title: 'Xie, Girshick, Dollár, Tu, He: Aggregated Residual Transformations, the 32×4d nets for ImageNet',
  arxiv: '1611.05431',
  depths: '50 and 101 layers',
  traits: [...HE2015_TRAITS, hasOptionB],
  name: 'ResNeXt-# (32×4d)',
  stem: SEVEN,
  bottleneck: ({ width }) => ({ inner: 2 * width, groups: 32, strideOn: 'middle' }),
  figures: {
    50: { parameters: rounded(25.0e6, 'Table 1'), macs: rounded(4.2e9, 'Table 1') },
    101: { parameters: null, macs: null },
  },
});

const hu2018 = bottleneckPaper({
  id: 'hu2018-squeeze-excite',
  title: 'Hu, Shen, Albanie, Sun, Wu: Squeeze-and-Excitation Networks, SE-ResNet for ImageNet',
  arxiv: '1709.01507',
  depths: '50, 101 and 152 layers',
  traits: [...HE2015_TRAITS, hasSqueezeExcite, hasReductionOf16, hasOptionB],
  name: 'SE-ResNet-#',
  stem: SEVEN,
  bottleneck: () => ({ strideOn: null }),
  figures: {
    50: {
      parameters: rounded(28.1e6, 'section 4: 2.5 million more than the 25.6 million of ResNet-50'),
      macs: rounded(3.87e9, 'Table 2'),
    },
    101: { parameters: null, macs: rounded(7.6e9, 'Table 2') },
    152: { parameters: null, macs: rounded(11.32e9, 'Table 2') },
  },
});

const resnetD = bottleneckPaper({
  id: 'he2019-resnet-d',
  title: 'He, Zhang, Zhang, Zhang, Xie, Li: Bag of Tricks for Image Classification, ResNet-50-D',
  arxiv: '1812.01187',
  depths: '50 layers',
  traits: [...HE2015_TRAITS, hasPooledShortcuts, hasOptionB],
  name: 'ResNet-#-D',
  stem: THREE_THREES,
  bottleneck: () => ({ strideOn: 'middle' }),
  figures: { 50: { parameters: rounded(25e6, 'Table 5'), macs: rounded(4.3e9, 'Table 5') } },
});

const he2019: Paper = {
  ...resnetD,
  depthRule: 'convolutions and dense layers on the longest path, those before the first block as one',
  depthOf: ({ main }) => main.length - Math.max(0, stemLength(main) - 1),
};

/** How many layers come before the first block; 0 of a net without blocks. */
function stemLength(main: ModelFacts['main']): number {
  return Math.max(
    0,
    main.findIndex(({ isInResidual }) => isInResidual),
  );
}

export const IMAGENET_PAPERS: readonly Paper[] = [he2015, xie2017, hu2018, he2019];
