import { describe, expect, it } from 'vitest';
import { type Analysis, analyze } from '../../../src/core/analyze.ts';
import { formatMessage } from '../../../src/core/diagnostics/message.ts';
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

describe('papers', () => {
  it.each(AGREEING)('%s agrees with %s, %s', (paper, example, variant, net) => {
    const { paper: found, diagnostics } = under(paper, example, variant);
    expect(found).toEqual({ id: paper, net, matches: true, differences: [] });
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
    [{ n: 6, k: 2 }, 'WRN-40-2'],
    [{ n: 6, k: 8 }, 'WRN-40-8'],
  ])('the wide paper has %j as %s', (set, net) => {
    const analysis = analyze(
      `paper: zagoruyko2016-wide\n${exampleText('wide-cifar10').replace(/^paper:.*$/m, '')}`,
      { set },
    );
    expect(analysis.paper).toMatchObject({ net, matches: true });
  });
});

describe('what differs', () => {
  const messages = ({ paper }: Analysis): string[] =>
    (paper?.differences ?? []).map((each) => formatMessage(each));

  it('is not the projections of option B on CIFAR: 2,752 of 0.27 million are within the rounding', () => {
    const text = exampleText('resnet-cifar10').replace('shortcut: A', 'shortcut: B');
    expect(analyze(text).paper).toMatchObject({ matches: true });
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
