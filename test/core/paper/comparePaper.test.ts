import { describe, expect, it } from 'vitest';
import { type Analysis, analyze } from '../../../src/core/analyze.ts';
import { formatMessage } from '../../../src/core/diagnostics/message.ts';
import { PAPER_PARTS } from '../../../src/core/paper/comparePaper.ts';
import { PAPERS } from '../../../src/core/paper/papers.ts';
import { exampleText } from '../../support/exampleSpecs.ts';

/** An example under a paper's name, whether it writes it itself or not. */
function under(paper: string, example: string, variant: string | null): Analysis {
  const text = exampleText(example).replace(/^paper:.*$/m, '');
  return analyze(`paper: ${paper}\n${text}`, variant === null ? {} : { variant });
}

// Each example is built from its paper's own description, and its counts are checked against other
// implementations elsewhere: so the tables here are held to something that they were not written from.
const AGREEING: readonly (readonly [paper: string, example: string, variant: string | null, net: string])[] =
  [
    ['he2015-cifar', 'resnet-cifar10', 'resnet20', 'ResNet-20'],
    ['he2015-cifar', 'resnet-cifar10', 'resnet32', 'ResNet-32'],
    ['he2015-cifar', 'resnet-cifar10', 'resnet44', 'ResNet-44'],
    ['he2015-cifar', 'resnet-cifar10', 'resnet56', 'ResNet-56'],
    ['he2015-cifar', 'resnet-cifar10', 'resnet110', 'ResNet-110'],
    ['he2015-cifar', 'resnet-cifar10', 'resnet1202', 'ResNet-1202'],
    ['he2015-imagenet', 'resnet-imagenet-basic', 'resnet18', 'ResNet-18'],
    ['he2015-imagenet', 'resnet-imagenet-basic', 'resnet34', 'ResNet-34'],
    ['he2015-imagenet', 'resnet-imagenet-bottleneck', 'resnet50', 'ResNet-50'],
    ['he2015-imagenet', 'resnet-imagenet-bottleneck', 'resnet101', 'ResNet-101'],
    ['he2015-imagenet', 'resnet-imagenet-bottleneck', 'resnet152', 'ResNet-152'],
    ['he2016-preactivation', 'preactivation-cifar10', 'resnet164', 'pre-activation ResNet-164'],
    ['he2016-preactivation', 'preactivation-cifar10', 'resnet1001', 'pre-activation ResNet-1001'],
    ['zagoruyko2016-wide', 'wide-cifar10', 'wrn_16_8', 'WRN-16-8'],
    ['zagoruyko2016-wide', 'wide-cifar10', 'wrn_28_10', 'WRN-28-10'],
    ['zagoruyko2016-wide', 'wide-cifar10', 'wrn_40_4', 'WRN-40-4'],
    ['huang2016-stochastic-depth', 'stochastic-depth-cifar10', null, 'ResNet-110'],
    ['zhang2019-fixup', 'fixup-cifar10', 'fixup110', 'ResNet-110'],
    ['xie2017-resnext', 'resnext-imagenet', 'resnext50_32x4d', 'ResNeXt-50 (32×4d)'],
    ['xie2017-resnext', 'resnext-imagenet', 'resnext101_32x4d', 'ResNeXt-101 (32×4d)'],
    ['hu2018-squeeze-excite', 'squeeze-excite-imagenet', null, 'SE-ResNet-50'],
    ['he2019-resnet-d', 'resnet-d-imagenet', null, 'ResNet-50-D'],
  ];

// Fixup's authors compare errors and print no parameters; of ResNeXt-101 32×4d neither is there a figure.
const PRINTS_NO_PARAMETERS = new Set(['zhang2019-fixup/ResNet-110', 'xie2017-resnext/ResNeXt-101 (32×4d)']);

describe('papers', () => {
  it.each(AGREEING)('%s agrees with %s, %s', (paper, example, variant, net) => {
    const { paper: found, diagnostics } = under(paper, example, variant);
    expect(found).toMatchObject({ id: paper, net, matches: true, differences: [] });
    const parts = PRINTS_NO_PARAMETERS.has(`${paper}/${net}`) ? PAPER_PARTS.slice(0, -1) : PAPER_PARTS;
    expect(found?.compared).toEqual(parts);
    expect(diagnostics.filter(({ code }) => code.startsWith('paper.'))).toEqual([]);
  });

  it('are each held to an example', () => {
    const checked = new Set(AGREEING.map(([paper]) => paper));
    expect(PAPERS.map(({ id }) => id).filter((id) => !checked.has(id))).toEqual([]);
  });

  it.each([
    // WRN-d-k by 6n + 4 convolutions; millions of Tables 4 and 5 of 1605.07146.
    [{ n: 2, k: 10 }, 'WRN-16-10'],
    [{ n: 3, k: 8 }, 'WRN-22-8'],
    [{ n: 3, k: 10 }, 'WRN-22-10'],
    [{ n: 4, k: 12 }, 'WRN-28-12'],
    // "0.6M": 563,930, of which the first stage has no projection.
    [{ n: 6, k: 1 }, 'WRN-40-1'],
    [{ n: 6, k: 2 }, 'WRN-40-2'],
    [{ n: 6, k: 8 }, 'WRN-40-8'],
  ])('the wide paper has %j as %s', (set, net) => {
    const analysis = analyze(
      `paper: zagoruyko2016-wide\n${exampleText('wide-cifar10').replace(/^paper:.*$/m, '')}`,
      { set },
    );
    expect(analysis.paper).toMatchObject({ net, matches: true, compared: PAPER_PARTS });
  });
});

describe('what differs', () => {
  const messages = ({ paper }: Analysis): string[] =>
    (paper?.differences ?? []).map((each) => formatMessage(each));

  it('is option B on CIFAR, though its 2,752 of 0.27 million parameters are within the rounding', () => {
    // "we use identity shortcuts in all cases (i.e., option A)": 1512.03385, section 4.2.
    const text = exampleText('resnet-cifar10').replace('shortcut: A', 'shortcut: B');
    expect(messages(analyze(text))).toEqual([
      'No shortcut of ResNet-20 has parameters (option A); conv3_x.1.residual is the first here that projects.',
    ]);
  });

  it('is explained by two things together', () => {
    // Option A: 173,824 less. Biases of 4,800 channels more, less the 896 of the projections.
    const text = exampleText('resnet-imagenet-basic')
      .replace('bias: false', 'bias: true')
      .replace('shortcut: B', 'shortcut: A');
    const [found = ''] = messages(analyze(text, { variant: 'resnet18' }));
    expect(found).toContain('Two things explain it. The 3,904 biases of the convolutions');
    expect(found).toContain('option B would bring 173,824 parameters');
  });

  it('of option C are the projections that option B does not have', () => {
    const text = exampleText('resnet-imagenet-basic').replace('shortcut: B', 'shortcut: C');
    const [found = ''] = messages(analyze(text, { variant: 'resnet18' }));
    expect(found).toMatch(/^ResNet-18 has 11,689,512 parameters/);
  });

  it('names the first stage that differs beside another depth', () => {
    const text = exampleText('resnet-imagenet-bottleneck');
    const { diagnostics } = analyze(text, { set: { conv4: 7 } });
    const [found] = diagnostics.filter(({ code }) => code === 'paper.depth-differs');
    expect(formatMessage(found?.message ?? { template: '', args: {} })).toContain('This net has 53 layers');
    // ResNet-50 is nearest; its conv5_x starts where conv4_x here has its seventh block.
    expect(found?.related.map((each) => formatMessage(each.message))).toEqual([
      'The first stage that differs from ResNet-50 is conv5_x: its layer 1 of 9 is 1×1, 512 in the paper and 1×1, 256 here.',
    ]);
  });

  it('costs a thousand layers no more than twenty', () => {
    const text = exampleText('resnet-cifar10').replace('filters: 64', 'filters: 65');
    expect(messages(analyze(text, { variant: 'resnet1202' }))).toEqual([
      'The first stage that differs from ResNet-1202 is conv4_x: its layer 1 of 400 is 3×3, 64 in the paper and 3×3, 65 here.',
    ]);
  });
});

describe('what was compared is said', () => {
  const said = ({ paper }: Analysis): string[] =>
    [...(paper?.differences ?? []), ...(paper?.notes ?? [])].map((each) => formatMessage(each));
  const resnet = exampleText('resnet-cifar10');

  it('of all parts', () => {
    expect(said(analyze(resnet, { variant: 'resnet56' }))).toEqual([
      'It agrees with ResNet-56 in depth, stages, sizes, blocks and parameters.',
    ]);
  });

  it("of a net of the paper's family that the paper does not have", () => {
    expect(said(analyze(resnet, { set: { n: 4 } }))).toEqual([
      'It agrees with ResNet-26 in depth, stages, sizes and blocks.',
      'The paper does not list ResNet-26, which is of its family: it lists 6n + 2 layers: 20, 32, 44, 56, 110 and 1202.',
      'Parameters were not compared, since the paper prints none for ResNet-26.',
    ]);
  });

  it('with symbols', () => {
    const text = resnet.replace('[32, 32, 3]', '[H, W, C]');
    expect(said(analyze(text, { variant: 'resnet20' }))).toEqual([
      'It agrees with ResNet-20 in depth, stages and blocks.',
      'Sizes were not compared, since they depend on H, W.',
      'Parameters were not compared, since they depend on C.',
    ]);
  });

  it('behind a difference', () => {
    const wider = resnet.replace('filters: 64', 'filters: 65');
    expect(said(analyze(wider))[1]).toBe(
      'Sizes, blocks and parameters were not compared, since the layers differ.',
    );
    expect(said(analyze(resnet.replace('dense: 10', 'flatten')))).toEqual([
      expect.stringMatching(/^This net has 19 layers/),
      'Nothing else was compared, since the depth differs.',
    ]);
  });
});

describe('what the papers have beside their tables', () => {
  /** The codes, the words that they stand at, and the messages. */
  const found = ({ text, diagnostics }: Analysis): string[] =>
    diagnostics
      .filter(({ code }) => code.startsWith('paper.'))
      .map(({ code, range, message }) => {
        const line = text.slice(0, range.start).split('\n').length;
        return `${code} ${text.split('\n')[line - 1]?.trim()}: ${formatMessage(message)}`;
      });
  /** ResNet-20 of these blocks under a paper's name. */
  const twenty = (paper: string, block: string, options = ''): Analysis =>
    analyze(`paper: ${paper}
input: [32, 32, 3]
defaults: {conv: {bias: false, norm: batch, activation: relu}, shortcut: A}
layers:
  - conv: 16
  - stage: {block: ${block}, filters: 16, repeat: 3${options}}
  - stage: {block: ${block}, filters: 32, repeat: 3, stride: 2${options}}
  - stage: {block: ${block}, filters: 64, repeat: 3, stride: 2${options}}
  - pool: global_average
  - dense: 10
`);
  const SECOND = '- stage: {block: basic, filters: 16, repeat: 3}';

  it('shortcuts', () => {
    expect(found(twenty('he2015-cifar', 'plain'))).toEqual([
      'paper.stage-differs paper: he2015-cifar: ResNet-20 adds a shortcut to each of its blocks; this net has no shortcut.',
    ]);
    expect(found(twenty('he2015-cifar', 'basic', ', shortcut: none'))).toEqual([
      expect.stringContaining('stage.1.residual is the first here without one'),
    ]);
  });

  it('no norms, for Fixup', () => {
    expect(found(twenty('zhang2019-fixup', 'basic'))).toEqual([
      'paper.stage-differs - conv: 16: ResNet-20 has no norm; conv.norm is the first here.',
    ]);
  });

  it('branches that are left out, for stochastic depth', () => {
    expect(found(twenty('huang2016-stochastic-depth', 'basic'))).toEqual([
      expect.stringMatching(/stage.1.residual is the first here that is always kept/),
    ]);
    expect(found(twenty('huang2016-stochastic-depth', 'basic'))[0]).toContain(
      `paper.stage-differs ${SECOND}`,
    );
  });

  it('the place of the norm', () => {
    expect(found(twenty('he2015-cifar', 'preactivation'))).toEqual([
      expect.stringMatching(/a norm follows the last convolution of each branch; stage.1.residual/),
    ]);
    const post = exampleText('preactivation-cifar10').replaceAll(
      /preactivation_bottleneck, filters: (\d+), repeat: \$n(, first: 1)?/g,
      'bottleneck, filters: $1, repeat: $$n',
    );
    expect(found(analyze(post, { variant: 'resnet164' }))).toEqual([
      expect.stringMatching(/the norm comes before each convolution .*conv2_x.1.residual is the first/),
    ]);
  });

  it('a norm and a ReLU between any two layers, an average at the end and a pool at the start', () => {
    const plain = exampleText('resnet-cifar10');
    expect(found(analyze(plain.replace('pool: global_average', 'pool: global_max')))).toEqual([
      expect.stringMatching(/^paper.stage-differs - dense: 10: ResNet-20 averages each channel/),
    ]);
    const another = plain.replace('activation: relu', 'activation: gelu');
    expect(found(analyze(another))).toEqual([
      expect.stringMatching(/one ReLU stand before each layer but the first; layer 2 here/),
    ]);
    const unpooled = exampleText('resnet-imagenet-basic').replace(
      /pool: \{type: max/,
      'pool: {type: average',
    );
    expect(found(analyze(unpooled))).toEqual([
      expect.stringMatching(/In ResNet-34 a 3×3 max pool with stride 2 stands before the first block/),
    ]);
  });

  it('the linear decay of what is left out, counted over all blocks', () => {
    const decaying = exampleText('stochastic-depth-cifar10');
    // 1 − 19/54·0.5 where the second stage counts on; without its offset it starts again at 1 − 1/54·0.5.
    expect(found(analyze(decaying.replace(', offset: $n', '')))).toEqual([
      expect.stringMatching(/block 19 of 54 with probability 0.8241; conv3_x.1.residual here with 0.9907/),
    ]);
  });

  it('squeeze-and-excitation and pooled shortcuts', () => {
    const plain = exampleText('resnet-imagenet-bottleneck').replace(/^paper:.*$/m, '');
    const gateless = analyze(`paper: hu2018-squeeze-excite\n${plain}`, { variant: 'resnet101' });
    expect(found(gateless)).toEqual([
      expect.stringMatching(/SE-ResNet-101 has squeeze-and-excitation on each branch; conv2_x.1/),
    ]);
    const sharp = exampleText('resnet-d-imagenet').replaceAll(
      'block: bottleneck_d',
      'block: bottleneck, stride_on: middle',
    );
    expect(found(analyze(sharp))).toEqual([
      expect.stringMatching(/its shortcut takes averages before it projects; conv3.1.residual is the first/),
    ]);
  });
});

describe('a stem of three layers', () => {
  it('counts as one, and a stem of one does, too', () => {
    const text = exampleText('resnet-imagenet-bottleneck').replace(/^paper:.*$/m, '');
    const { paper } = analyze(`paper: he2019-resnet-d\n${text}`, { variant: 'resnet50' });
    expect(paper?.differences.map((each) => formatMessage(each))).toEqual([
      'The first stage that differs from ResNet-50-D is conv1: its layer 1 of 3 is 3×3, 32 in the paper and 7×7, 64 here.',
    ]);
  });
});
