import {
  hasLinearDecay,
  hasNoNorm,
  hasNormBefore,
  hasNormBehind,
  hasOptionA,
  hasOptionB,
  hasShortcuts,
  hasSurvival,
} from './blockTraits.ts';
import { depthByPath, nearestOf, rounded } from './countingRules.ts';
import { endsInAverage, hasNormAndRelu, hasRelu } from './layerTraits.ts';
import type { ModelFacts } from './modelFacts.ts';
import type { Paper, PaperFigure, PaperStage } from './paper.ts';
import { basicStage, bottleneckStage, denseStage } from './stages.ts';

const STEM: PaperStage = {
  name: 'conv1',
  size: 32,
  layers: [{ kernel: 3, filters: 16, stride: 1 }],
};

/** Stages of 16, 32 and 64 filters times `wide`, at 32×32, 16×16 and 8×8. */
function threeStages(blocks: number, wide: number, toStage: typeof basicStage): PaperStage[] {
  return [1, 2, 3].map((at) =>
    toStage({
      name: `conv${at + 1}_x`,
      size: 64 >> at,
      width: (8 << at) * wide,
      blocks,
      stride: at === 1 ? 1 : 2,
    }),
  );
}

/** Nets of depth 6n + 2, of which the paper lists some, with their parameters where it prints them. */
function sixNPlusTwo(
  paper: Pick<Paper, 'id' | 'title' | 'arxiv' | 'depths' | 'traits'>,
  listed: Readonly<Record<number, PaperFigure | null>>,
): Paper {
  return {
    ...paper,
    ...depthByPath,
    net(depth) {
      if (depth < 8 || (depth - 2) % 6 !== 0) return null;
      return {
        name: `ResNet-${depth}`,
        isListed: depth in listed,
        stages: [STEM, ...threeStages((depth - 2) / 6, 1, basicStage), denseStage(10)],
        parameters: listed[depth] ?? null,
        macs: null,
      };
    },
    nearestDepth: (depth) => 6 * Math.max(1, Math.round((depth - 2) / 6)) + 2,
  };
}

const TABLE_6 = (millions: number): PaperFigure => rounded(millions * 1e6, 'Table 6');

const he2015 = sixNPlusTwo(
  {
    id: 'he2015-cifar',
    title: 'He, Zhang, Ren, Sun: Deep Residual Learning for Image Recognition, the nets for CIFAR-10',
    arxiv: '1512.03385',
    depths: '6n + 2 layers: 20, 32, 44, 56, 110 and 1202',
    traits: [hasShortcuts, hasNormBehind, hasNormAndRelu, hasOptionA, endsInAverage],
  },
  {
    20: TABLE_6(0.27),
    32: TABLE_6(0.46),
    44: TABLE_6(0.66),
    56: TABLE_6(0.85),
    110: TABLE_6(1.7),
    1202: TABLE_6(19.4),
  },
);

const huang2016 = sixNPlusTwo(
  {
    id: 'huang2016-stochastic-depth',
    title: 'Huang, Sun, Liu, Sedra, Weinberger: Deep Networks with Stochastic Depth',
    arxiv: '1603.09382',
    depths: '6n + 2 layers: 110 and 1202',
    traits: [
      hasShortcuts,
      hasNormBehind,
      hasNormAndRelu,
      hasSurvival,
      hasLinearDecay,
      hasOptionA,
      endsInAverage,
    ],
  },
  { 110: rounded(1.7e6, 'section 4'), 1202: rounded(19.4e6, 'section 4') },
);

const zhang2019 = sixNPlusTwo(
  {
    id: 'zhang2019-fixup',
    title: 'Zhang, Dauphin, Ma: Fixup Initialization',
    arxiv: '1901.09321',
    depths: '6n + 2 layers: 110',
    traits: [hasShortcuts, hasNoNorm, hasRelu, endsInAverage],
  },
  { 110: null },
);

const PREACTIVATION_PARAMETERS: Readonly<Record<number, PaperFigure>> = {
  164: rounded(1.7e6, 'Table 4'),
  1001: rounded(10.2e6, 'Table 4'),
};

const he2016: Paper = {
  id: 'he2016-preactivation',
  title: 'He, Zhang, Ren, Sun: Identity Mappings in Deep Residual Networks, the nets for CIFAR-10',
  arxiv: '1603.05027',
  depths: '9n + 2 layers of bottleneck blocks: 164 and 1001',
  traits: [hasShortcuts, hasNormBefore, hasNormAndRelu, hasOptionB, endsInAverage],
  ...depthByPath,
  net: (depth) =>
    depth >= 11 && (depth - 2) % 9 === 0
      ? {
          name: `pre-activation ResNet-${depth}`,
          isListed: depth in PREACTIVATION_PARAMETERS,
          stages: [
            STEM,
            ...threeStages((depth - 2) / 9, 1, (row) => bottleneckStage(row, { strideOn: null })),
            denseStage(10),
          ],
          parameters: PREACTIVATION_PARAMETERS[depth] ?? null,
          macs: null,
        }
      : null,
  nearestDepth: (depth) => 9 * Math.max(1, Math.round((depth - 2) / 9)) + 2,
};

/** Millions of parameters, "d-k": Tables 4 and 5, which print them to a tenth of a million. */
const WIDE: Readonly<Record<string, number>> = {
  '16-8': 11.0,
  '16-10': 17.1,
  '22-8': 17.2,
  '22-10': 26.8,
  '28-10': 36.5,
  '28-12': 52.5,
  '40-1': 0.6,
  '40-2': 2.2,
  '40-4': 8.9,
  '40-8': 35.7,
};
const WIDE_DEPTHS = [16, 22, 28, 40];

const zagoruyko2016: Paper = {
  id: 'zagoruyko2016-wide',
  title: 'Zagoruyko, Komodakis: Wide Residual Networks, the nets for CIFAR-10',
  arxiv: '1605.07146',
  depths: '6n + 4 convolutions: 16, 22, 28 and 40',
  depthRule:
    'all convolutions, those of the three projections too (with k = 1 as if the first stage had one), and not the dense layer',
  traits: [hasShortcuts, hasNormBefore, hasNormAndRelu, hasOptionB, endsInAverage],
  depthOf: (facts) => facts.convolutions + (leavesFirstProjectionOut(facts) ? 1 : 0),
  net(depth, facts) {
    if (depth < 10 || (depth - 4) % 6 !== 0) return null;
    const wide = widthFactor(facts);
    const millions = WIDE[`${depth}-${wide}`];
    return {
      name: `WRN-${depth}-${wide}`,
      isListed: millions !== undefined,
      stages: [STEM, ...threeStages((depth - 4) / 6, wide, basicStage), denseStage(10)],
      parameters: millions === undefined ? null : rounded(millions * 1e6, 'Tables 4 and 5', 1e5),
      macs: null,
    };
  },
  nearestDepth: (depth) => nearestOf(WIDE_DEPTHS, depth),
};

/** k of a net whose first block has 16·k filters. */
function widthFactor({ main }: ModelFacts): number {
  const op = main[1]?.node.op;
  const filters = op?.kind === 'conv' ? op.attributes.filters : 16;
  return Math.max(1, Math.round(filters / 16));
}

/**
 * With k = 1 the first stage is as wide as what comes in, so it needs no projection. The paper's WRN-40-1 has 39
 * convolutions and is called by the rule 6n + 4 all the same.
 */
function leavesFirstProjectionOut(facts: ModelFacts): boolean {
  const [first] = facts.structure.residuals;
  return widthFactor(facts) === 1 && first?.isIdentity === true;
}

export const CIFAR_PAPERS: readonly Paper[] = [he2015, he2016, zagoruyko2016, huang2016, zhang2019];
