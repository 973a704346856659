import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { shippedBlocks } from '../../../src/core/blocks/shippedBlocks.ts';
import { formatMessage } from '../../../src/core/diagnostics/message.ts';
import { explain } from '../../../src/core/explain/explain.ts';
import { outline } from '../../../src/core/explain/outline.ts';
import { shapeHints } from '../../../src/core/explain/shapeHints.ts';
import { syntaxTokens } from '../../../src/core/explain/syntaxTokens.ts';

/** The text around a hover at `|`, with the title first. */
function hoverIn(marked: string, variant?: string): string {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const explanation = explain(analyze(text, variant === undefined ? {} : { variant }), offset);
  if (explanation === null) return '';
  return [explanation.title, ...explanation.facts].map((each) => formatMessage(each)).join('\n');
}

const CIFAR = `|model: ResNet
parameters: {n: 3}
variants: {deep: {n: 18}}
input: [32, 32, 3]
defaults:
  conv: {bias: false, norm: batch, activation: relu}
  shortcut: A
layers:
  - conv: {filters: 16, kernel: 3}
  - stage: {block: basic, filters: 16, repeat: $n}
  - stage: {block: basic, filters: 32, repeat: $n, stride: 2}
  - stage: {block: basic, filters: 64, repeat: $n, stride: 2}
  - pool: global_average
  - dense: 10
`;

function at(place: string, occurrence = 1): string {
  let offset = -1;
  const text = CIFAR.slice(1);
  for (let i = 0; i < occurrence; i++) offset = text.indexOf(place, offset + 1);
  return `${text.slice(0, offset)}|${text.slice(offset)}`;
}

describe('a hover', () => {
  it('gives the figures of the whole model, as the facts page has them', () => {
    const text = hoverIn(CIFAR);
    expect(text).toContain('269,722 trainable parameters, 1,376 non-trainable');
    expect(text).toContain('40,551,040 multiply-adds');
    expect(text).toContain('20 layers');
    const deep = hoverIn(CIFAR, 'deep');
    expect(deep).toContain('1,727,962 trainable parameters, 8,096 non-trainable');
    expect(deep).toContain('110 layers');
  });

  it('says of each shipped block what it is, and where its stride is', () => {
    for (const name of shippedBlocks().blocks.keys()) {
      const text = hoverIn(`input: [32, 32, 3]\nlayers:\n  - block: {type: |${name}, filters: 16}\n`);
      expect(text).toMatch(/(et al\.|and Komodakis) 20(1[5-9]|2[0-9])/);
    }
    const text = hoverIn(
      'input: [32, 32, 3]\nlayers:\n  - block: {type: |preactivation_bottleneck, filters: 8}\n',
    );
    expect(text).toContain('The stride is in the 3×3');
  });

  it('tells the blocks of a stage apart', () => {
    const text = hoverIn(at('stage', 2));
    expect(text).toContain('32×32×16 → 16×16×32');
    expect(text).toMatch(
      /first block:[\s\S]*second building block[\s\S]*The others:[\s\S]*first building block/,
    );
    expect(text).toContain('16 of the 32 channels');
  });

  it('explains a convolution inside a block for each shape that it is used with', () => {
    const block = `blocks:
  pair:
    parameters: {filters: required}
    layers:
      - co|nv: {filters: $filters, kernel: 1, bias: false}
input: [8, 8, 4]
layers:
  - block: {type: pair, filters: 8}
  - block: {type: pair, filters: 2}
  - block: {type: pair, filters: 2}
`;
    const text = hoverIn(block);
    expect(text).toContain('8×8×4 → 8×8×8');
    expect(text).toContain('1·1·4·8 = 32 weights');
    expect(text).toContain('8×8×8 → 8×8×2');
    expect(text).toContain('8×8×2 → 8×8×2');
  });

  it('knows grouped, depthwise and dense layers', () => {
    const layer = (item: string): string => hoverIn(`input: [8, 8, 16]\nlayers:\n  - |${item}\n`);
    // k·k·(in/groups)·out, k·k·channels, each at 8·8 pixels.
    expect(layer('conv: {filters: 32, groups: 4, bias: false}')).toContain('3·3·(16/4)·32 = 1,152 weights');
    expect(layer('depthwise_conv: {kernel: 3, bias: false}')).toContain('3·3·16 = 144 weights');
    expect(hoverIn('input: [64]\nlayers:\n  - |dense: 10\n')).toContain('64·10 = 640 weights + 10 biases');
  });

  it('says what a key and a block mean', () => {
    expect(hoverIn(at('kernel'))).toContain('Height and width of the kernel.');
    expect(hoverIn(at('basic'))).toContain('`filters` (required)');
  });

  it('says what shortcuts cost together', () => {
    // The facts page: option B adds 2,752 trainable values at every depth.
    const text = hoverIn(at('shortcut').replace('A', 'B'));
    expect(text).toContain(
      '9 shortcuts in this model, 2 of them more than the identity: 2,752 trainable parameters',
    );
  });

  it('counts every use of a block within a block', () => {
    const nested = `blocks:
  twice:
    layers:
      - block: {type: basic, filters: 4}
      - block: {type: basic, filters: 4}
defaults: {short|cut: B}
input: [8, 8, 4]
layers:
  - stage: {block: twice, repeat: 3}
`;
    expect(hoverIn(nested)).toContain('6 shortcuts in this model, 0 of them more than the identity');
  });

  it('gives the value of a parameter, in the file and in a variant', () => {
    expect(hoverIn(at('$n'))).toContain('Value: 3');
    expect(hoverIn(at('$n'), 'deep')).toContain('`deep`: 18');
  });

  it('says what the keys of a training mean', () => {
    expect(hoverIn('layers: []\ntrain:\n  weight_|decay: 0.0001\n')).toContain(
      'on convolution and dense kernels',
    );
    expect(hoverIn('layers: []\ntrain: {optimizer: {momen|tum: 0.9}}\n')).toContain(
      'share of the old direction',
    );
  });

  it('is silent where there is nothing to say', () => {
    expect(hoverIn('# not|hing\nlayers: []\n')).toBe('');
    expect(hoverIn('|')).toBe('');
  });
});

describe('beside the text', () => {
  const analysis = analyze(CIFAR.slice(1));

  it('hints the shapes of Table 6 of the paper', () => {
    expect(shapeHints(analysis).map(({ shapes }) => shapes.join())).toEqual([
      '32×32×16',
      '32×32×16',
      '16×16×32',
      '8×8×64',
      '64',
      '10',
    ]);
  });

  it('outlines sections and layers, ranges inside each other', () => {
    const entries = outline(analysis);
    const layers = entries.find(({ name }) => name === 'layers');
    expect(layers?.children.map(({ name }) => name)).toEqual([
      'conv',
      'stage',
      'stage_2',
      'stage_3',
      'pool',
      'dense',
    ]);
    for (const child of layers?.children ?? []) {
      expect(child.range.start).toBeGreaterThanOrEqual(layers?.range.start ?? 0);
      expect(child.range.end).toBeLessThanOrEqual(layers?.range.end ?? 0);
    }
  });

  it('colours kinds, blocks, words and parameters', () => {
    const text = analysis.text;
    const tokens = syntaxTokens(analysis).map(({ start, end, type }) => `${type} ${text.slice(start, end)}`);
    expect(tokens).toEqual(
      expect.arrayContaining([
        'kind conv',
        'block basic',
        'parameter $n',
        'word global_average',
        'key filters',
        'word A',
      ]),
    );
  });

  it('colours expressions piece by piece', () => {
    const text = 'parameters: {n: 1}\nlayers:\n  - conv: $(n * 2 + 1)\n';
    const tokens = syntaxTokens(analyze(text)).map(
      ({ start, end, type }) => `${type} ${text.slice(start, end)}`,
    );
    expect(tokens).toEqual(
      expect.arrayContaining(['parameter n', 'operator *', 'number 2', 'operator +', 'number 1']),
    );
  });
});
