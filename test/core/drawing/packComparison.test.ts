import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import type { Drawing } from '../../../src/core/drawing/drawing.ts';
import { drawModel } from '../../../src/core/drawing/drawModel.ts';
import { expandDrawing } from '../../../src/core/drawing/expandDrawing.ts';
import { packComparison } from '../../../src/core/drawing/packComparison.ts';
import { packed } from '../../../src/core/drawing/packing.ts';
import { LEVELS, type Level, type ViewState } from '../../../src/core/drawing/viewState.ts';
import type { Model } from '../../../src/core/model/model.ts';
import { drawingFaults } from '../../support/drawingFaults.ts';
import { exampleModel, exampleNames, modelOf } from '../../support/exampleSpecs.ts';
import { fuzzRuns, fuzzTimeoutMs } from '../../support/fuzz.ts';
import { randomSpec } from '../../support/randomSpec.ts';

function drawComparison(before: Model, after: Model, view: ViewState): Drawing {
  return expandDrawing(packed(packComparison(before, after, view)));
}

function compare(before: string, after: string, level: Level = 'stages'): Drawing {
  return drawComparison(modelOf(before), modelOf(after), { level, toggled: {} });
}

/** `+ conv`, `− relu`, `~ dense` for what differs, in the order of the drawing. */
function marks({ nodes }: Drawing): string[] {
  const signs = { added: '+', removed: '−', changed: '~', reshaped: '↔' };
  return nodes.flatMap(({ id, change }) => (change === null ? [] : [`${signs[change.type]} ${id}`]));
}

function edgeMarks({ edges }: Drawing): string[] {
  return edges.flatMap(({ source, target, change }) =>
    change === null ? [] : [`${change} ${source} > ${target}`],
  );
}

const net = (...layers: readonly string[]): string =>
  ['input: [32, 32, 16]', 'layers:', ...layers.map((layer) => `  - ${layer}`)].join('\n');

describe('two models in one drawing', () => {
  it.each(exampleNames())('%s beside itself is drawn as alone', (name) => {
    const model = exampleModel(name);
    for (const level of LEVELS) {
      const view = { level, toggled: {} };
      expect(drawComparison(model, exampleModel(name), view)).toEqual(drawModel(model, view));
    }
  });

  it('puts a layer that is gone where it was, and says which lines came and went', () => {
    const drawing = compare(net('conv: 16', 'dropout: 0.5', 'conv: 32'), net('conv: 16', 'conv: 32'));
    expect(marks(drawing)).toEqual(['− before:dropout']);
    expect(edgeMarks(drawing)).toEqual([
      'added conv > conv_2',
      'removed conv > before:dropout',
      'removed before:dropout > conv_2',
    ]);
  });

  it('tells what is other from what only stands on another size', () => {
    const drawing = compare(
      net('conv: {filters: 16, kernel: 3}', 'conv: 32'),
      net('conv: {filters: 16, kernel: 3, stride: 2}', 'conv: 32'),
    );
    expect(marks(drawing)).toEqual(['~ conv', '↔ conv_2', '↔ output:conv_2']);
    const stages = (stride: number): string =>
      net(`conv: {filters: 16, stride: ${stride}}`, 'stage: {block: basic, filters: 16, repeat: 2}');
    expect(marks(compare(stages(1), stages(2)))).toEqual(['~ conv', '↔ stage', '↔ output:stage']);
    // 3·3·16·16 weights and 16 biases, on 32·32 pixels.
    expect(drawing.nodes.find(({ id }) => id === 'conv')?.change).toEqual({
      type: 'changed',
      title: '3×3 conv, 16',
      output: [32, 32, 16],
      trainable: 2320,
      macs: 2304 * 32 * 32,
    });
  });

  it('does not mind names, nor where a block is written', () => {
    const residual = 'residual: {branch: [{conv: 16}], shortcut: identity}';
    const block = `${net('block: {type: own}')}\nblocks:\n  own:\n    layers:\n      - ${residual}\n`;
    expect(marks(compare(net('conv: 16'), net('{conv: 16, name: stem}')))).toEqual([]);
    expect(marks(compare(block, block.replaceAll('own', 'mine')))).toEqual([]);
  });

  it('marks a shortcut that is projected now', () => {
    const stage = (shortcut: string): string =>
      net(`stage: {block: basic, filters: 32, repeat: 1, stride: 2, shortcut: ${shortcut}}`);
    expect(marks(compare(stage('A'), stage('B')))).toEqual(['~ stage']);
    const open = compare(stage('A'), stage('B'), 'ops');
    // 1·1·16·32 weights where zeros were appended; its norm is new.
    const projection = open.nodes.find(({ id }) => id === 'stage.1.residual.shortcut.conv');
    expect(projection).toMatchObject({ trainable: 512, change: { type: 'changed', trainable: 0 } });
    expect(marks(open)).toContain('+ stage.1.residual.shortcut.conv.norm');
    expect(marks(open)).not.toContain('~ stage.1.residual.branch.conv');
  });

  it('ResNet-32 has two more blocks a stage than ResNet-20', () => {
    const view = { level: 'ops', toggled: {} } as const;
    const [small, large] = [
      exampleModel('resnet-cifar10', { variant: 'resnet20' }),
      exampleModel('resnet-cifar10', { variant: 'resnet32' }),
    ];
    const added = drawComparison(small, large, view).nodes.filter(
      ({ kind, change }) => kind === 'block' && change?.type === 'added',
    );
    expect(added).toHaveLength(6);
  });
});

/** Whether the drawing is of a model at all. */
function modelOfRandom(text: string) {
  const { model } = analyze(text);
  return model !== null && model.body.nodes.length > 0 ? model : null;
}

it(
  'holds the whole second model and what is gone of the first, each once, and nothing in the way of another',
  () => {
    fc.assert(
      fc.property(randomSpec, randomSpec, fc.constantFrom(...LEVELS), (first, second, level) => {
        const view = { level, toggled: {} };
        const [before, after] = [modelOfRandom(first), modelOfRandom(second)];
        if (before === null || after === null) return;
        const drawing = drawComparison(before, after, view);
        // The lines of two nets in one drawing may pass over the words of a frame; nothing else stands in the way.
        expect(drawingFaults(drawing).filter((fault) => !fault.includes(' runs over '))).toEqual([]);
        const there = drawing.nodes.filter(({ change }) => change?.type !== 'removed');
        const alone = drawModel(after, view).nodes;
        expect(there.map(({ id }) => id).sort()).toEqual(alone.map(({ id }) => id).sort());
        if (level !== 'ops') return;
        // With all ops shown nothing of the first is left out: it is gone, or it is in the second.
        const old = drawing.nodes.filter(({ change }) => change?.type !== 'added');
        expect(old).toHaveLength(drawModel(before, view).nodes.length);
      }),
      { numRuns: fuzzRuns(12, 2_000) },
    );
  },
  fuzzTimeoutMs(60_000),
);
