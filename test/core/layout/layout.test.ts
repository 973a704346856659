import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { drawModel } from '../../../src/core/drawing/drawModel.ts';
import { DIRECTIONS, LEVELS, type Level, type ViewState } from '../../../src/core/drawing/viewState.ts';
import { drawingFaults } from '../../support/drawingFaults.ts';
import { exampleModel, exampleNames, modelOf } from '../../support/exampleSpecs.ts';
import { fuzzRuns, fuzzTimeoutMs } from '../../support/fuzz.ts';
import { randomSpec } from '../../support/randomSpec.ts';

const at = (level: Level): ViewState => ({ level, toggled: {} });

describe('without overlaps, cut labels, loose lines or lines through boxes', () => {
  const cases = exampleNames().flatMap((name) =>
    LEVELS.flatMap((level) => DIRECTIONS.map((direction) => [name, level, direction] as const)),
  );
  it.each(cases)('%s, %s, %s', (name, level, direction) => {
    expect(drawingFaults(drawModel(exampleModel(name), { ...at(level), direction }))).toEqual([]);
  });

  it.each(DIRECTIONS)('labels longer than their lines, which others cross, %s', (direction) => {
    const layers = ['{conv: 4, name: n0}', '{concat: [n0, n0], name: s0}', '{add: [s0, n0], name: s1}'];
    const text = [
      'input: [16, 16, 4]',
      'layers:',
      ...layers.map((layer) => `  - ${layer}`),
      '  - add: [s0, s1]',
    ];
    const drawing = drawModel(modelOf(text.join('\n')), { ...at('stages'), direction });
    expect(drawing.texts.map(({ role }) => role)).toContain('broken');
    expect(drawingFaults(drawing)).toEqual([]);
  });

  it('random specs, on every level', { timeout: fuzzTimeoutMs(60_000) }, () => {
    fc.assert(
      fc.property(
        randomSpec,
        fc.constantFrom(...LEVELS),
        fc.constantFrom(...DIRECTIONS),
        (text, level, direction) => {
          const { model } = analyze(text);
          if (model !== null)
            expect(drawingFaults(drawModel(model, { ...at(level), direction }))).toEqual([]);
        },
      ),
      { numRuns: fuzzRuns(200, 20_000) },
    );
  });

  it('random things opened and closed', { timeout: fuzzTimeoutMs(60_000) }, () => {
    fc.assert(
      fc.property(
        randomSpec,
        fc.array(fc.nat(40), { maxLength: 6 }),
        fc.constantFrom(...LEVELS),
        fc.constantFrom(...DIRECTIONS),
        (text, picks, level, direction) => {
          const { model } = analyze(text);
          if (model === null) return;
          let view: ViewState = { ...at(level), direction };
          for (const pick of picks) {
            const nodes = drawModel(model, view).nodes.filter(({ state }) => state !== 'leaf');
            const node = nodes[pick % Math.max(nodes.length, 1)];
            if (node === undefined) break;
            view = { ...view, toggled: { ...view.toggled, [node.id]: node.state === 'closed' } };
          }
          expect(drawingFaults(drawModel(model, view))).toEqual([]);
        },
      ),
      { numRuns: fuzzRuns(20, 6_000) },
    );
  });
});

/** The figures are 0.3 s and 1 s; a slow machine gets five times as long. */
describe('ResNet-1202', () => {
  const model = exampleModel('resnet-cifar10', { variant: 'resnet1202' });

  it('is drawn folded at once', { timeout: 1_500 }, () => {
    expect(drawModel(model).nodes.length).toBeLessThan(12);
  });

  it('is drawn with all ops in about a second', { timeout: 5_000 }, () => {
    expect(drawModel(model, at('ops')).nodes.length).toBeGreaterThan(4207);
  });
});

it('lays out 6,000 spelled-out layers in time that grows with their number', { timeout: 10_000 }, () => {
  const block = [
    '  - residual:',
    '      branch:',
    '        - conv: {filters: 4, norm: batch}',
    '        - conv: 4',
    '  - relu',
  ];
  const lines = Array.from({ length: 1200 }, () => block).flat();
  const { model } = analyze(['input: [8, 8, 4]', 'layers:', ...lines, ''].join('\n'));
  expect(model).not.toBeNull();
  if (model !== null) expect(drawModel(model, at('ops')).nodes.length).toBeGreaterThan(6000);
});
