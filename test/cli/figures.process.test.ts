import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type AnalyzeDocument, analyzeDocumentSchema } from '../../src/protocol/commandLine.ts';
import { examplePath, runCli } from '../support/runCli.ts';

/** What `resnet analyze --format json` says of an example; the document must have the promised form. */
function analyze(example: string, ...options: string[]): AnalyzeDocument {
  const { code, stdout, stderr } = runCli(['analyze', examplePath(example), '--format', 'json', ...options]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return analyzeDocumentSchema.parse(JSON.parse(stdout));
}

interface Row {
  readonly variant: string;
  readonly layers: number;
  readonly trainable: number;
  readonly nonTrainable: number;
  readonly macs: number;
}

function row(variant: string, layers: number, trainable: number, nonTrainable: number, macs: number): Row {
  return { variant, layers, trainable, nonTrainable, macs };
}

// The parameters of section 4.2 and Table 6 of arXiv 1512.03385, exactly; ResNet-44 counted with Keras.
const CIFAR = [
  row('resnet20', 20, 269_722, 1_376, 40_551_040),
  row('resnet32', 32, 464_154, 2_272, 68_862_592),
  row('resnet44', 44, 658_586, 3_168, 97_174_144),
  row('resnet56', 56, 853_018, 4_064, 125_485_696),
  row('resnet110', 110, 1_727_962, 8_096, 252_887_680),
  row('resnet1202', 1202, 19_421_274, 89_632, 2_829_238_912),
];

// torchvision (v1.5) and the paper's nets as keras.applications has them, without their convolutions' biases.
const IMAGENET_BASIC = [
  row('resnet18', 18, 11_689_512, 9_600, 1_814_073_344),
  row('resnet34', 34, 21_797_672, 17_024, 3_663_761_408),
];
const IMAGENET_BOTTLENECK = [
  row('resnet50', 50, 25_557_032, 53_120, 3_857_973_248),
  row('resnet101', 101, 44_549_160, 105_344, 7_570_194_432),
  row('resnet152', 152, 60_192_808, 151_424, 11_282_415_616),
  row('resnet50_v1_5', 50, 25_557_032, 53_120, 4_089_184_256),
  row('resnet152_v1_5', 152, 60_192_808, 151_424, 11_513_626_624),
];

// Counted with Keras: the same net built of its layers, the stride in the 3×3 convolution.
const PREACTIVATION = [
  row('resnet56', 56, 590_426, 8_096, 87_214_592),
  row('resnet164', 164, 1_703_258, 24_224, 247_646_720),
  row('resnet1001', 1001, 10_327_706, 149_216, 1_490_995_712),
];

function figuresOf({ totals, variant }: AnalyzeDocument): Row {
  const { layers, trainable, nonTrainable, macs } = totals;
  return { variant, layers, trainable, nonTrainable, macs } as Row;
}

describe('figures of published nets', () => {
  it.each([
    ...CIFAR.map((each) => ({ example: 'resnet-cifar10', ...each })),
    ...IMAGENET_BASIC.map((each) => ({ example: 'resnet-imagenet-basic', ...each })),
    ...IMAGENET_BOTTLENECK.map((each) => ({ example: 'resnet-imagenet-bottleneck', ...each })),
    ...PREACTIVATION.map((each) => ({ example: 'preactivation-cifar10', ...each })),
  ])('$example, $variant: $layers layers, $trainable parameters', ({ example, ...expected }) => {
    const document = analyze(example, '--variant', expected.variant);
    expect(figuresOf(document)).toEqual(expected);
    expect(document.totals.flops).toBe(2 * expected.macs);
  });

  it.each(CIFAR)('counts option B of $variant: 2,752 parameters and 192 running values more', (plain) => {
    const folder = mkdtempSync(join(tmpdir(), 'resnet-option-b-'));
    const file = join(folder, 'b.resnet.yaml');
    const text = readFileSync(examplePath('resnet-cifar10'), 'utf8');
    writeFileSync(file, text.replace('shortcut: A', 'shortcut: B'));
    const { stdout } = runCli(['analyze', file, '--format', 'json', '--variant', plain.variant]);
    rmSync(folder, { recursive: true });
    expect(analyzeDocumentSchema.parse(JSON.parse(stdout)).totals).toMatchObject({
      trainable: plain.trainable + 2_752,
      nonTrainable: plain.nonTrainable + 192,
      layers: plain.layers,
    });
  });

  it('gives the outputs, counts and memory that Keras gives for three inputs and three outputs', () => {
    const { code, stdout } = runCli(['analyze', examplePath('three-in-three-out'), '--format', 'json']);
    const document = analyzeDocumentSchema.parse(JSON.parse(stdout));
    expect(code).toBe(0);
    expect(document.outputs).toEqual({ head1: [4, 4, 2048], head2: [4, 4, 2048], head3: [4, 4, 2048] });
    // keras.Model of the same layers: count_params, and the sizes of all layers' outputs but the inputs'.
    expect(document.totals).toMatchObject({
      trainable: 651_254_016,
      nonTrainable: 101_760,
      macs: 22_606_823_424,
      activationBytes: 119_279_616,
    });
    // 1 + 4 in the first level, 5 in each of the five further ones on the way to an output.
    expect(document.totals.layers).toBe(30);
    expect(document.diagnostics.map(({ code: name, severity }) => [name, severity])).toEqual([
      ['graph.unused-input', 'warning'],
      ['graph.unused-input', 'warning'],
    ]);
  });

  it('counts the small nets as Keras does', () => {
    expect(analyze('resnet20-digits').totals).toMatchObject({
      layers: 20,
      trainable: 269_434,
      nonTrainable: 1_376,
      macs: 2_516_608,
    });
    expect(analyze('fashion-mnist').totals).toMatchObject({
      layers: 14,
      trainable: 174_970,
      nonTrainable: 1_120,
      macs: 20_183_936,
    });
  });

  it('gives a plain net and its residual twin the same parameters', () => {
    const { ops } = analyze('plain-and-residual-twin');
    const parametersOf = (tower: string): number =>
      ops
        .filter(({ path }) => path.startsWith(`${tower}.`))
        .reduce((sum, { trainable }) => sum + (trainable ?? Number.NaN), 0);
    expect([parametersOf('plain'), parametersOf('residual')]).toEqual([269_722, 269_722]);
  });
});

describe('memory, paths and papers', () => {
  it('are those of ResNet-20 on paper', () => {
    const { totals, batch, paths, paper } = analyze(
      'resnet-cifar10',
      '--variant',
      'resnet20',
      '--batch',
      '128',
    );
    expect(batch).toEqual({ inference: 128, training: 128 });
    // In the first stage: the shortcut, a convolution's input and its output, 32·32·16 each.
    expect(totals.inferenceBytes).toBe(4 * (269_722 + 1_376 + 128 * 3 * 16_384));
    const activations = totals.activationBytes ?? Number.NaN;
    // Weights, gradients and the velocity; moving statistics; images of 32·32·3.
    expect(totals.trainingBytes).toBe(4 * (3 * 269_722 + 1_376) + 128 * (activations + 4 * 3_072));
    expect(totals.arithmeticIntensity).toBeCloseTo((2 * 40_551_040 * 128) / (totals.bytesMoved ?? 0), 9);
    expect(paths).toMatchObject({ count: '512', meanLength: 4.5 });
    expect(paths?.byLength).toEqual(['1', '9', '36', '84', '126', '126', '84', '36', '9', '1']);
    expect(paper).toEqual({
      id: 'he2015-cifar',
      net: 'ResNet-20',
      matches: true,
      differences: [],
      compared: ['depth', 'stages', 'sizes', 'blocks', 'parameters'],
      notes: ['It agrees with ResNet-20 in depth, stages, sizes, blocks and parameters.'],
    });
  });

  it("take the batch of the file's training plan where none is given", () => {
    expect(analyze('resnet20-digits').batch).toEqual({ inference: 1, training: 64 });
  });

  it('say what differs from the paper', () => {
    const { paper } = analyze('resnet-imagenet-bottleneck', '--variant', 'resnet50_v1_5');
    expect(paper).toMatchObject({ id: 'he2015-imagenet', matches: false });
    expect(paper?.differences).toHaveLength(1);
  });

  it('are null where they depend on a symbol, and numbers once it is set', () => {
    const symbolic = runCli(['analyze', examplePath('any-size'), '--format', 'json']);
    const { totals, ops } = analyzeDocumentSchema.parse(JSON.parse(symbolic.stdout));
    expect([totals.macs, totals.trainingBytes, totals.inferenceBytes]).toEqual([null, null, null]);
    expect(ops[0]?.receptiveField?.size).toEqual([3, 3]);
    const bound = analyze('any-size', '--set', 'H=64', '--set', 'W=64').totals;
    expect(bound.trainingBytes).toBeGreaterThan(bound.inferenceBytes ?? Number.POSITIVE_INFINITY);
  });
});

describe('the list of ops', () => {
  it('is unfolded, in topological order, and sums to the totals', () => {
    const { ops, totals, inputs } = analyze('resnet-cifar10', '--variant', 'resnet1202');
    expect(ops).toHaveLength(4207);
    const known = new Set(Object.keys(inputs));
    for (const { path, from } of ops) {
      expect(from.filter((producer) => !known.has(producer))).toEqual([]);
      known.add(path);
    }
    const sum = (key: 'trainable' | 'nonTrainable' | 'macs'): number =>
      ops.reduce((total, op) => total + (op[key] ?? Number.NaN), 0);
    expect([sum('trainable'), sum('nonTrainable'), sum('macs')]).toEqual([
      totals.trainable,
      totals.nonTrainable,
      totals.macs,
    ]);
    const elements = ops.reduce((total, { output }) => total + product(output), 0);
    expect(totals.activationBytes).toBe(4 * elements);
  });

  it('has the paths of the language page', () => {
    const { ops } = analyze('resnet-cifar10', '--variant', 'resnet20');
    const paths = ops.map(({ path }) => path);
    expect(paths).toContain('conv1.activation');
    expect(paths).toContain('conv3_x.1.residual.branch.conv_2');
    expect(paths).toContain('conv3_x.1.residual.branch.conv_2.norm');
    expect(paths).toContain('conv3_x.1.residual.shortcut');
    expect(paths).toContain('conv3_x.1.residual.add');
    expect(ops.find(({ path }) => path === 'conv3_x.1.residual.shortcut')).toMatchObject({
      kind: 'shortcut_a',
      from: ['conv2_x.3.relu'],
      output: [16, 16, 32],
      trainable: 0,
      // 3 + 3 · 2 · 2 by the stage before; every second pixel.
      receptiveField: { size: [15, 15], stride: [2, 2], exact: true, wholeInput: false },
    });
  });
});

function product(shape: readonly (number | string)[] | null): number {
  return (shape ?? []).reduce<number>((value, dim) => value * Number(dim), 1);
}
