import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { drawModel } from '../../../src/core/drawing/drawModel.ts';
import { expandDrawing } from '../../../src/core/drawing/expandDrawing.ts';
import { packComparison } from '../../../src/core/drawing/packComparison.ts';
import { packed } from '../../../src/core/drawing/packing.ts';
import type { ViewState } from '../../../src/core/drawing/viewState.ts';
import type { Model } from '../../../src/core/model/model.ts';
import { make, nodesToEdit, SOME_EDITS } from '../../support/designFaults.ts';
import { exampleModel, exampleNames, modelOf } from '../../support/exampleSpecs.ts';
import { fuzzRuns, fuzzStep, fuzzTimeoutMs } from '../../support/fuzz.ts';
import { randomSpec } from '../../support/randomSpec.ts';

const OPS: ViewState = { level: 'ops', toggled: {} };

/**
 * The lines of either net that a comparison with all ops shown leaves out, and those that neither has. What is not
 * new stands in the order of the first net, so its n-th node is the n-th there.
 */
function lostLines(before: Model, after: Model): string[] {
  const drawing = expandDrawing(packed(packComparison(before, after, OPS)));
  const sides = [
    { net: before, without: 'added' },
    { net: after, without: 'removed' },
  ] as const;
  return sides.flatMap(({ net, without }) => {
    const alone = drawModel(net, OPS);
    const there = drawing.nodes.filter(({ change }) => change?.type !== without);
    const names = new Map(there.map(({ id }, at) => [id, alone.nodes[at]?.id]));
    const lines = drawing.edges
      .filter(({ change }) => change !== without)
      .map(({ source, target }) => `${names.get(source)} > ${names.get(target)}`);
    const own = alone.edges.map(({ source, target }) => `${source} > ${target}`);
    return [
      ...missingFrom(own, lines).map((line) => `not there without what is ${without}: ${line}`),
      ...missingFrom(lines, own).map((line) => `needless without what is ${without}: ${line}`),
    ];
  });
}

/** The first list without what the second has, each as often as it stands there. */
function missingFrom(lines: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
}

/** A block of its own whose layers are these, between two other layers. */
const blockOf = (...layers: readonly string[]): Model =>
  modelOf(
    [
      'input: [32, 32, 16]',
      'blocks:',
      '  own:',
      '    layers:',
      ...layers.map((layer) => `      - ${layer}`),
      'layers:',
      '  - conv: 16',
      '  - block: {type: own}',
      '  - conv: 8',
    ].join('\n'),
  );

/** Models of the texts; null where one has nothing to draw. */
function modelsOf(...texts: readonly [string, string]): readonly [Model, Model] | null {
  const [before, after] = texts.map((text) => analyze(text).model);
  const isDrawn = (model: Model | null | undefined): model is Model => (model?.body.nodes.length ?? 0) > 0;
  return isDrawn(before) && isDrawn(after) ? [before, after] : null;
}

describe('a comparison has every line of both nets and no other', () => {
  const residual = 'residual: {branch: [{conv: 16}], shortcut: identity}';

  it('where a block ends with another layer than it did', () => {
    expect(lostLines(blockOf('conv: 16'), blockOf('conv: 16', 'relu'))).toEqual([]);
    expect(lostLines(blockOf('conv: 16', 'relu'), blockOf('conv: 16'))).toEqual([]);
  });

  it('where what comes before a block with a shortcut is gone', () => {
    const net = (...before: readonly string[]): Model => {
      const block = ['blocks:', '  own:', '    layers:', `      - ${residual}`];
      const layers = [...before, 'block: {type: own}'].map((layer) => `  - ${layer}`);
      return modelOf(['input: [32, 32, 16]', ...block, 'layers:', ...layers].join('\n'));
    };
    expect(lostLines(net('conv: 16', 'dropout: 0.5'), net('conv: 16'))).toEqual([]);
    expect(lostLines(net('conv: 16'), net('conv: 16', 'dropout: 0.5'))).toEqual([]);
  });

  const names = exampleNames();
  const pairs = names.flatMap((before) => names.map((after) => [before, after] as const));
  const step = fuzzStep(7);
  it.each(pairs.filter((_, at) => at % step === 0))('from %s to %s', (before, after) => {
    expect(lostLines(exampleModel(before), exampleModel(after))).toEqual([]);
  });

  it('of random specs', { timeout: fuzzTimeoutMs(60_000) }, () => {
    fc.assert(
      fc.property(randomSpec, randomSpec, (first, second) => {
        const models = modelsOf(first, second);
        if (models !== null) expect(lostLines(...models)).toEqual([]);
      }),
      { numRuns: fuzzRuns(30, 4_000) },
    );
  });

  it('after a random edit', { timeout: fuzzTimeoutMs(60_000) }, () => {
    fc.assert(
      fc.property(randomSpec, fc.nat(100), fc.constantFrom(...SOME_EDITS), (text, pick, edit) => {
        const before = analyze(text);
        const ids = nodesToEdit(before);
        const id = ids[pick % Math.max(1, ids.length)];
        const made = id === undefined ? null : make(before, [id], edit);
        const models = made === null ? null : modelsOf(text, made.after.text);
        if (models !== null) expect(lostLines(...models)).toEqual([]);
      }),
      { numRuns: fuzzRuns(30, 4_000) },
    );
  });
});
