import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { formatMessage } from '../../../src/core/diagnostics/message.ts';
import { figureLenses } from '../../../src/core/explain/figureLenses.ts';
import { mebibytes, shortFigure } from '../../../src/core/explain/shortFigure.ts';
import { symbolSize, timesInteger } from '../../../src/core/symbolic/symbolicSize.ts';
import { exampleText } from '../../support/exampleSpecs.ts';

function lensesOf(text: string, variant?: string): string[] {
  return figureLenses(analyze(text, variant === undefined ? {} : { variant })).map(
    ({ offset, figures }) =>
      `${text.slice(offset).split('\n')[0]?.slice(0, 12) ?? ''} | ${figures === null ? '' : formatMessage(figures)}`,
  );
}

describe('the figures above a text', () => {
  it('are those of the facts page for ResNet-20, and each stage’s share', () => {
    // Parameters of a stage with two 3×3 convolutions a block: 2·9·16·16 + 4·16 for each of three, and so on.
    expect(lensesOf(exampleText('resnet-cifar10'))).toEqual([
      expect.stringMatching(
        /^model: ResNe \| 269,722 parameters · 40\.6 M multiply-adds · \d+ MiB parameters, gradients, optimizer and activations at batch 128$/,
      ),
      'stage: {bloc | 14,016 parameters (5.2 %) · 14.2 M multiply-adds (34.9 %)',
      'stage: {bloc | 51,072 parameters (18.9 %) · 13.0 M multiply-adds (32.0 %)',
      'stage: {bloc | 203,520 parameters (75.5 %) · 13.0 M multiply-adds (32.0 %)',
    ]);
    expect(lensesOf(exampleText('resnet-cifar10'), 'resnet110')[0]).toContain('1,727,962 parameters · 253 M');
  });

  it('stand above `layers` where the model has no name, and read as expressions for symbols', () => {
    const text = 'input: [H, W, 3]\nlayers:\n  - conv: {filters: 4, kernel: 1, bias: false}\n';
    expect(lensesOf(text)).toEqual(['layers: | 12 parameters · 12·H·W multiply-adds']);
  });

  it('say so where a mistake leaves something out', () => {
    const text =
      'model: x\ninput: [8, 8, 4]\nlayers:\n  - conv: {filters: 4, bias: false}\n  - conv: {filters: many}\n';
    expect(lensesOf(text)).toEqual([
      'model: x | 144 parameters · 9,216 multiply-adds, as far as can be counted',
    ]);
  });

  describe('with memory', () => {
    // 64·64·64 outputs of 4 bytes are 1 MiB, twice; 9·4·64 weights and 64 biases.
    const text = 'model: x\ninput: [64, 64, 4]\nlayers:\n  - conv: {filters: 64, bias: true}\n  - relu\n';
    const memoryOf = (spec: string): string => lensesOf(spec)[0]?.split(' · ')[2] ?? '';

    it('of the activations of one example', () => {
      expect(lensesOf(text)).toEqual([
        'model: x | 2,368 parameters · 9.44 M multiply-adds · 2.00 MiB activations per example',
      ]);
    });

    it('of a step of training where the spec has one', () => {
      const train = (optimizer: string, batch: number): string =>
        memoryOf(
          `${text}train: {dataset: {type: idx, path: x}, epochs: 1, batch: ${batch}, optimizer: ${optimizer}}\n`,
        );
      // Inputs of 64·64·4·4 bytes: 1/16 MiB. Of each of 2,368 parameters itself, its gradient and a velocity.
      const words = 'parameters, gradients, optimizer and activations at batch';
      expect(train('{type: sgd, momentum: 0.9}', 16)).toBe(
        `${(16 * (2 + 1 / 16) + (3 * 4 * 2368) / 2 ** 20).toFixed(1)} MiB ${words} 16`,
      );
      expect(train('{type: sgd, momentum: 0.9}', 1)).toBe(`2.09 MiB ${words} 1`);
      expect(train('{type: adam}', 1)).toBe(`2.10 MiB ${words} 1`);
    });

    it('unless it depends on a symbol or something is left out', () => {
      expect(memoryOf(text.replace('[64, 64, 4]', '[H, 64, 4]'))).toBe('');
      expect(memoryOf(text.replace('relu', 'conv: {filters: many}'))).toBe('');
    });
  });

  it('are absent where nothing could be built', () => {
    expect(lensesOf('model: x\nlayers:\n')).toEqual(['model: x | ']);
    expect(lensesOf('')).toEqual([]);
    expect(lensesOf('- a\n')).toEqual([]);
  });

  it('count shared weights once', () => {
    const text = `model: x
inputs: {a: [8, 8, 4], b: [8, 8, 4]}
blocks:
  unit: {layers: [conv: {filters: 4, bias: false}]}
layers:
  - stage: {block: unit}
    name: one
    from: a
  - stage: {block: unit}
    name: two
    from: b
    weights: one
  - add: [one, two]
`;
    expect(lensesOf(text).map((line) => line.replace(/ · .*/, ''))).toEqual([
      'model: x | 144 parameters',
      'stage: {bloc | 144 parameters (100.0 %)',
      'stage: {bloc | 0 parameters (0.0 %)',
    ]);
  });
});

it('a short figure has three digits and a unit', () => {
  expect(
    [0, 999, 999_499, 999_500, 9_994_999, 9_995_000, 99_950_000, 999_400_000, 999_500_000].map(shortFigure),
  ).toEqual(['0', '999', '999,499', '1.00 M', '9.99 M', '10.0 M', '100 M', '999 M', '1.00 G']);
  expect(shortFigure(3_858_000_000)).toBe('3.86 G');
  expect(shortFigure(timesInteger(symbolSize('H'), 1152))).toBe('1,152·H');
});

it('memory has three digits', () => {
  const MIB = 2 ** 20;
  expect(
    [0, 1, 0.01 * MIB, 1.25 * MIB, 9.995 * MIB, 99.94 * MIB, 99.95 * MIB, 12_345.6 * MIB].map(mebibytes),
  ).toEqual([
    '0.00 MiB',
    '< 0.01 MiB',
    '0.01 MiB',
    '1.25 MiB',
    '10.0 MiB',
    '99.9 MiB',
    '100 MiB',
    '12,346 MiB',
  ]);
});
