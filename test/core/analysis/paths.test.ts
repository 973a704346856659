import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Paths, paths } from '../../../src/core/analysis/paths.ts';
import { analyze } from '../../../src/core/analyze.ts';
import { flatten } from '../../../src/core/model/flatten.ts';
import type { Model } from '../../../src/core/model/model.ts';
import { exampleModel, modelOf } from '../../support/exampleSpecs.ts';
import { randomSpec } from '../../support/randomSpec.ts';

function layers(...lines: string[]): Model {
  return modelOf(['input: [8, 8, 4]', 'layers:', ...lines.map((line) => `  ${line}`), ''].join('\n'));
}

function share({ byLength, count }: Paths, from: number, to: number): number {
  const among = byLength.slice(from, to + 1).reduce((sum, each) => sum + each, 0n);
  return Number((among * 1_000_000n) / count) / 1_000_000;
}

/** Walks every path of the unfolded model by itself, from the outputs back. */
function walkAll(model: Model): number[] | null {
  const flat = flatten(model);
  const lengths: number[] = [];
  let steps = 0;
  const walk = (value: number, length: number): boolean => {
    steps += 1;
    if (steps > 20_000) return false;
    const op = flat.ops[value];
    if (op === undefined) {
      lengths[length] = (lengths[length] ?? 0) + 1;
      return true;
    }
    const isBranch = (at: number): boolean =>
      at === 0 && op.node.group?.kind === 'residual' && op.path.endsWith('.add');
    return op.inputs.every((producer, at) => walk(producer, length + (isBranch(at) ? 1 : 0)));
  };
  return flat.outputs.every((output) => walk(output, 0))
    ? Array.from(lengths, (_, at) => lengths[at] ?? 0)
    : null;
}

describe('the paths of a residual net', () => {
  it('are 2 to the 54 for 110 layers, distributed as Veit et al. say', () => {
    const found = paths(exampleModel('resnet-cifar10', { variant: 'resnet110' }));
    if (found === null) throw new Error('no paths');
    expect(found.count).toBe(2n ** 54n);
    expect(found.byLength).toHaveLength(55);
    expect(found.meanLength).toBe(27);
    // 1605.06431, section 4.1: "more than 95% of paths go through 19 to 35 modules"; 4.3: the effective paths,
    // 5 to 17 modules deep, "constitute only 0.45% of all paths".
    expect(share(found, 19, 35)).toBeGreaterThan(0.95);
    expect(share(found, 5, 17)).toBeCloseTo(0.0045, 4);
    expect(found.middle).toMatchObject({ from: 20, to: 34 });
    expect(found.middle.share).toBeCloseTo(share(found, 20, 34), 6);
  });

  it('are one in a plain net', () => {
    const found = paths(layers('- stage: {block: plain, filters: 4, repeat: 5}'));
    expect(found).toMatchObject({ count: 1n, byLength: [1n], meanLength: 0 });
  });

  it('are exact for 600 blocks', () => {
    expect(paths(exampleModel('resnet-cifar10', { variant: 'resnet1202' }))?.count).toBe(2n ** 600n);
  });

  it('count a residual within a branch', () => {
    const inner = '{residual: {branch: [{conv: 4}], shortcut: identity}}';
    const found = paths(layers(`- residual: {branch: [${inner}, ${inner}], shortcut: identity}`));
    // 1 + x·(1 + x)².
    expect(found?.byLength).toEqual([1n, 1n, 2n, 1n]);
  });

  it('count columns by themselves and gates not at all', () => {
    const columns = layers(
      '- parallel: {merge: mean, branches: {a: [{conv: 4}], b: [{conv: 4}], c: [{conv: 4}]}}',
    );
    expect(paths(columns)?.byLength).toEqual([3n]);
    const gated = layers('- {conv: 4, name: a}', '- {conv: 1, name: b}', '- gate: [a, b]');
    expect(paths(gated)?.byLength).toEqual([1n]);
  });

  it('are not defined where two producers are multiplied', () => {
    expect(paths(layers('- {conv: 4, name: a}', '- {conv: 4, name: b}', '- multiply: [a, b]'))).toBeNull();
  });

  it('are what walking each of them finds, for random nets', () => {
    let compared = 0;
    fc.assert(
      fc.property(randomSpec, (text) => {
        const { model, diagnostics } = analyze(text);
        if (model === null || text.includes('multiply') || diagnostics.some((d) => d.severity === 'error'))
          return;
        const walked = walkAll(model);
        if (walked === null) return;
        compared += 1;
        expect(paths(model)?.byLength.map(Number)).toEqual(walked);
      }),
      { numRuns: 300 },
    );
    expect(compared).toBeGreaterThan(20);
  });
});
