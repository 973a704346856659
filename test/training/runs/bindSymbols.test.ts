import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { bindSymbols } from '../../../src/training/runs/bindSymbols.ts';
import { readSpec, type SpecSource, type TrainableSpec } from '../../../src/training/runs/readSpec.ts';

const images = { name: 'data', shape: [28, 20, 1] as const };

function source(input: string, layers = '[{pool: global_average}, {dense: 10}]'): SpecSource {
  return {
    text: `model: test\n${input}\nlayers: ${layers}\ntrain: {dataset: {type: idx, path: data}, epochs: 1}\n`,
    name: 'net.resnet.yaml',
    variant: null,
    set: {},
    overrides: { steps: null, epochs: null, batch: null, seed: null },
  };
}

function bound(wanted: SpecSource): TrainableSpec {
  return bindSymbols(readSpec(wanted), wanted, images);
}

const inputOf = ({ model }: TrainableSpec): unknown => model.body.inputs.map(({ shape }) => shape);

describe('the symbols of an input', () => {
  it('stand for the sizes at their places', () => {
    const spec = bound(source('input: [H, W, 1]', '[{conv: {filters: 4, stride: 2}}, flatten]'));
    expect(inputOf(spec)).toEqual([[28, 20, 1]]);
    // ⌈28/2⌉·⌈20/2⌉·4
    expect(spec.flat.ops.at(-1)?.node.output).toEqual([560]);
    expect(inputOf(bound(source('input: [28, W, 1]')))).toEqual([[28, 20, 1]]);
  });

  it('leave a spec without any as it is', () => {
    const wanted = source('input: [28, 20, 1]');
    const spec = readSpec(wanted);
    expect(bindSymbols(spec, wanted, images)).toBe(spec);
  });

  it('keep what --set gives them, which is compared with the data set as any number', () => {
    const wanted = { ...source('input: [H, W, 1]'), set: { H: 14 } };
    expect(inputOf(bound(wanted))).toEqual([[14, 20, 1]]);
  });

  it('cannot be two sizes at once', () => {
    expect(() => bound(source('input: [N, N, 1]'))).toThrow(
      /^net\.resnet\.yaml: The symbol `N` of `input` \(N×N×1\) .* both 28 and 20.* 28×20×1.*\[H, W, 1\]/,
    );
    const wanted = source('input: [N, N, 1]');
    const square = { name: 'data', shape: [8, 8, 1] as const };
    expect(inputOf(bindSymbols(readSpec(wanted), wanted, square))).toEqual([[8, 8, 1]]);
  });

  it('are no parameters, which a run would set with them', () => {
    const wanted = source(
      'parameters: {H: 4}\ninput: [H, W, 1]',
      '[{conv: $H}, {pool: global_average}, {dense: 10}]',
    );
    expect(() => readSpec(wanted)).toThrow(/`H` is a parameter.*another name/);
  });

  it('of an input that nothing uses stand for anything', () => {
    const inputs = 'inputs: {left: [N, N, 1], right: [H, W, 1]}';
    const layers = '[{pool: global_average, from: right}, {dense: 10}]';
    expect(bound(source(inputs, layers)).flat.ops[0]?.node.inputShapes).toEqual([[28, 20, 1]]);
  });

  it('with which the net does not fit are named with the mistake', () => {
    const layers =
      '[{conv: {filters: 1, stride: 8}, name: a}, {upsample: 8}, {add: [conv, upsample]}, {pool: global_average}, {dense: 10}]';
    const wanted = source('input: [H, W, 1]', layers.replace('[{conv', '[{conv: 1}, {conv'));
    expect(() => bound(wanted)).toThrow(
      /net\.resnet\.yaml:3:\d+: .*shape\.add-mismatch.*This is so for H = 28 and W = 20, the size of the images of data\.$/,
    );
  });
});

describe('a run and a check', () => {
  const digits = { name: 'digits', shape: [8, 8, 1] as const };
  const block = (factor: number): string =>
    `[{residual: {branch: [conv: {filters: 1, stride: ${factor}}, upsample: ${factor}], shortcut: identity}}, {pool: global_average}, {dense: 10}]`;

  it.each([
    ['[H, W, 1]', block(4), true],
    ['[H, W, 1]', block(3), false],
    ['[8, W, 1]', block(8), true],
    ['[N, N, 1]', block(2), true],
    ['[N, 8, N]', '[{conv: 1}, {pool: global_average}, {dense: 10}]', false],
  ])('judge %s of %s alike', (input, layers, fits) => {
    const wanted = source(`input: ${input}`, layers);
    const text = wanted.text.replace('{type: idx, path: data}', 'digits');
    const checked = analyze(text).diagnostics.filter(({ severity }) => severity === 'error');
    expect(checked.map(({ code }) => code)).toEqual(fits ? [] : ['train.input-mismatch']);
    const run = (): TrainableSpec => {
      const own = { ...wanted, text };
      return bindSymbols(readSpec(own), own, digits);
    };
    if (fits) expect(inputOf(run())).toEqual([[8, 8, 1]]);
    else expect(run).toThrow();
  });
});
