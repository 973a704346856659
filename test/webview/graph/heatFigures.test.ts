import { describe, expect, it } from 'vitest';
import { drawModel } from '../../../src/core/drawing/drawModel.ts';
import type { Level } from '../../../src/core/drawing/viewState.ts';
import { widthOf } from '../../../src/core/layout/partSize.ts';
import { GRAPH_WORDS } from '../../../src/protocol/graphWords.ts';
import { HEAT_KINDS, heated, heatScale } from '../../../webview/graph/heatFigures.ts';
import { exampleModel, exampleNames, modelOf } from '../../support/exampleSpecs.ts';

const resnet20 = exampleModel('resnet-cifar10');
const draw = (level: Level, model = resnet20) => drawModel(model, { level, toggled: {} });

function stepsOf(level: Level, kind: (typeof HEAT_KINDS)[number]): Record<string, number | undefined> {
  const { nodes } = heated(draw(level), kind, GRAPH_WORDS);
  return Object.fromEntries(nodes.map(({ id, heat }) => [id, heat]));
}

describe('heat', () => {
  it('colours each box by its share of the most that one has', () => {
    // Stages of ResNet-20: 13,8, 51 and 205 thousand parameters, the last of them about three quarters of all.
    expect(stepsOf('stages', 'trainable')).toMatchObject({
      conv2_x: 1,
      conv3_x: 2,
      conv4_x: 5,
      'input:input': 0,
    });
    // The stages do about the same work: 14.2, 13.0 and 13.0 million multiply-adds.
    expect(stepsOf('stages', 'macs')).toMatchObject({ conv1: 1, conv2_x: 5, conv3_x: 5, conv4_x: 5 });
    // Maps halve twice and channels double: half as much memory from stage to stage.
    expect(stepsOf('stages', 'activationBytes')).toMatchObject({ conv2_x: 5, conv3_x: 3, conv4_x: 2 });
    // 15 of 15, 37 and 81 pixels; what follows sees all.
    expect(stepsOf('stages', 'receptiveField')).toMatchObject({ conv1: 1, conv2_x: 1, conv3_x: 3, dense: 5 });
  });

  it('sums to the figures of the net, whatever is open', () => {
    for (const level of ['stages', 'blocks', 'ops'] as const) {
      const drawing = draw(level);
      // As the paper's Table 6 rounds it, with β, γ and biases.
      expect(heatScale(drawing, 'trainable').total).toBe(269_722);
      // conv1; six convolutions a stage, of which the first after a halving has half the work; the last layer.
      const convolution = 32 * 32 * 9 * 16 * 16;
      const work = 32 * 32 * 9 * 3 * 16 + (6 + 5.5 + 5.5) * convolution + 64 * 10;
      expect(heatScale(drawing, 'macs').total).toBe(work);
    }
  });

  it('leaves uncoloured what depends on symbols, and says so', () => {
    const drawing = draw(
      'ops',
      modelOf('input: [H, W, 1]\nlayers:\n  - conv: 4\n  - pool: global_average\n  - dense: 3\n'),
    );
    expect(heatScale(drawing, 'macs')).toEqual({ most: 12, total: null, hasSymbols: true });
    const nodes = heated(drawing, 'macs', GRAPH_WORDS).nodes;
    expect(nodes.find(({ id }) => id === 'conv')?.heat).toBe(0);
    expect(nodes.find(({ id }) => id === 'dense')?.heat).toBe(5);
  });

  it('writes figures only where they fit, and leaves all places as they are', () => {
    for (const name of exampleNames()) {
      const drawing = draw('blocks', exampleModel(name));
      const boxes = new Map(drawing.nodes.map(({ id, box }) => [id, box]));
      for (const kind of HEAT_KINDS) {
        const hot = heated(drawing, kind, GRAPH_WORDS);
        expect(hot.nodes.map(({ box }) => box)).toEqual(drawing.nodes.map(({ box }) => box));
        hot.texts.forEach((text, at) => {
          if (text.text === drawing.texts[at]?.text) return;
          expect(widthOf(text.role, text.text)).toBeLessThanOrEqual(boxes.get(text.owner)?.width ?? 0);
        });
      }
    }
    const texts = heated(draw('stages'), 'trainable', GRAPH_WORDS).texts.map(({ text }) => text);
    expect(texts).toContain('fc 10 · 650');
  });
});
