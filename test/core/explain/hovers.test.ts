import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { formatMessage } from '../../../src/core/diagnostics/message.ts';
import { explain } from '../../../src/core/explain/explain.ts';
import { exampleText } from '../../support/exampleSpecs.ts';

function hoverAt(text: string, word: string): string {
  const explanation = explain(analyze(text), text.indexOf(word) + 1);
  if (explanation === null) return '';
  return [explanation.title, ...explanation.facts].map((each) => formatMessage(each)).join('\n');
}

const SYMBOLIC = `input: [H, W, 16]
layers:
  - conv: {filters: 8, bias: false}
    name: keeps
  - conv: {filters: 8, stride: 2, bias: false}
    name: halves
  - conv: {filters: 8, kernel: [3, 1], padding: valid, bias: false}
    name: cuts
  - pad: [1, 2, 0, 0]
  - upsample: 2
  - pool: global_average
`;

describe('with symbols the arithmetic reads as on paper', () => {
  it('where the size stays: the numbers of the padding', () => {
    // padding: same with stride 1 adds kernel − 1 = 2 pixels, whatever H is.
    expect(hoverAt(SYMBOLIC, 'keeps')).toContain('Height: ⌊(H + 2·1 − 3)/1⌋ + 1 = H\n');
  });

  it('where it is halved: the quotient, once', () => {
    const text = hoverAt(SYMBOLIC, 'halves');
    expect(text).toContain('Height: ⌈H/2⌉\n');
    expect(text).toContain('576 weights · ⌈H/2⌉·⌈W/2⌉ pixels = 576·⌈H/2⌉·⌈W/2⌉');
  });

  it('with sums in brackets where they are factors', () => {
    const text = hoverAt(SYMBOLIC, 'cuts');
    expect(text).toContain('Height: ⌊(⌈H/2⌉ − 3)/1⌋ + 1 = ⌈H/2⌉ − 2');
    expect(text).toContain('192 weights · (⌈H/2⌉ − 2)·⌈W/2⌉ pixels = 192·(⌈H/2⌉ − 2)·⌈W/2⌉');
  });

  it('for layers that only move pixels', () => {
    expect(hoverAt(SYMBOLIC, 'pad: [')).toContain('Height: 1 + (⌈H/2⌉ − 2) + 2 = ⌈H/2⌉ + 1');
    expect(hoverAt(SYMBOLIC, 'upsample')).toContain('Height: 2·(⌈H/2⌉ + 1) = 2·⌈H/2⌉ + 2');
    expect(hoverAt(SYMBOLIC, 'pool')).toContain('the average of its (2·⌈H/2⌉ + 2)·2·⌈W/2⌉ pixels');
    expect(hoverAt('input: [8, 4, 3]\nlayers: [flatten]\n', 'flatten')).toContain(
      '8·4·3 = 96 values in a row',
    );
  });
});

it('a residual says why its branch can be added: what each convolution does to the size', () => {
  const text = `input: [32, 32, 16]
layers:
  - residual:
      branch:
        - conv: {filters: 32, stride: 2}
        - relu
        - conv: {filters: 32, kernel: [3, 1]}
      shortcut: A
`;
  expect(hoverAt(text, 'residual')).toContain(
    'Along the branch: 32×32×16 → 3×3/2 → 16×16×32 → 3×1 → 16×16×32',
  );
  const stage = 'input: [32, 32, 16]\nlayers:\n  - stage: {block: bottleneck, filters: 4}\n';
  expect(hoverAt(stage, 'stage')).toContain(
    'Along the branch: 32×32×16 → 1×1 → 32×32×4 → 3×3 → 32×32×4 → 1×1 → 32×32×16',
  );
});

it('a shortcut that is passed to a block says what it does there', () => {
  const text =
    'input: [32, 32, 16]\nlayers:\n  - stage: {block: basic, filters: 32, repeat: 2, stride: 2, shortcut: A}\n';
  for (const word of ['A}', 'shortcut']) {
    const hover = hoverAt(text, word);
    expect(hover).toContain('The first block:');
    expect(hover).toContain('zeros for 16 of the 32 channels');
    expect(hover).toContain('The others:');
  }
});

describe('a name is explained wherever it stands', () => {
  const text = `parameters: {n: 3}
variants: {deep: {n: 5}}
inputs: {left: [8, 8, 4], right: [H, H, 4]}
layers:
  - conv: {filters: 4, kernel: 1}
    name: stem
    from: left
  - stage: {block: basic, filters: 4, repeat: $n}
  - add: [stage, stem]
  - conv: 4
    from: right
`;

  it('as the layer that it names', () => {
    expect(hoverAt(text, 'stem]')).toContain('`conv` stem: 8×8×4 → 8×8×4');
    expect(hoverAt(text, 'name: stem')).toContain('A name, so that `from` can name it');
  });

  it('as the parameter, with its value', () => {
    expect(hoverAt(text, 'n: 3')).toBe('Parameter `n`\nValue: 3');
    expect(hoverAt(text, 'filters: 4, repeat')).toContain('Parameter `filters`\n4 in stage.1');
  });

  it('as the input, the size and the variant', () => {
    expect(hoverAt(text, 'left\n')).toBe('Input `left`\nShape: 8×8×4');
    expect(hoverAt(text, 'H, H')).toContain('`--set H=224` binds it');
    // The facts page: ResNet-110 for CIFAR.
    expect(hoverAt(exampleText('resnet-cifar10'), 'resnet110: {')).toContain(
      '1,727,962 trainable parameters',
    );
  });

  it('as the only input, of the file or of the block', () => {
    const one = `input: [8, 8, 4]
blocks: {mine: {layers: [{conv: 4, from: input}]}}
layers: [{block: mine, from: input }]
`;
    expect(hoverAt(one, 'input }')).toBe('Input `input`\nShape: 8×8×4');
    expect(hoverAt(one, 'input}')).toBe('Input `input`\nWhat comes into the block.');
  });

  it('as the paper', () => {
    const hover = hoverAt('paper: he2015-cifar\nlayers: []\n', 'he2015');
    expect(hover).toContain('Deep Residual Learning');
    expect(hover).toContain('arXiv 1512.03385');
    // What the file's own net was found to be.
    expect(hoverAt(exampleText('resnet-cifar10'), 'he2015-cifar')).toContain(
      'It agrees with ResNet-20 in depth',
    );
  });
});
