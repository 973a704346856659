import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Paths, paths } from '../../../src/core/analysis/paths.ts';
import { analyze } from '../../../src/core/analyze.ts';
import { flatten } from '../../../src/core/model/flatten.ts';
import type { Model } from '../../../src/core/model/model.ts';
import { exampleModel, modelOf } from '../../support/exampleSpecs.ts';
import { fuzzRuns } from '../../support/fuzz.ts';
import { randomSpec } from '../../support/randomSpec.ts';

function layers(...lines: string[]): Model {
  return modelOf(['input: [8, 8, 4]', 'layers:', ...lines.map((line) => `  ${line}`), ''].join('\n'));
}

function share({ lengths, count }: Paths, from: number, to: number): number {
  const among = (lengths?.byLength ?? []).slice(from, to + 1).reduce((sum, each) => sum + each, 0n);
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
    expect(found.lengths?.byLength).toHaveLength(55);
    expect(found.lengths?.mean).toBe(27);
    // 1605.06431, section 4.1: "more than 95% of paths go through 19 to 35 modules"; 4.3: the effective paths,
    // 5 to 17 modules deep, "constitute only 0.45% of all paths".
    expect(share(found, 19, 35)).toBeGreaterThan(0.95);
    expect(share(found, 5, 17)).toBeCloseTo(0.0045, 4);
    expect(found.lengths?.middle).toMatchObject({ from: 20, to: 34 });
    expect(found.lengths?.middle.share).toBeCloseTo(share(found, 20, 34), 6);
  });

  it('are one in a plain net', () => {
    const found = paths(layers('- stage: {block: plain, filters: 4, repeat: 5}'));
    expect(found).toMatchObject({ count: 1n, lengths: { byLength: [1n], mean: 0 } });
  });

  it('are exact for 600 blocks', () => {
    expect(paths(exampleModel('resnet-cifar10', { variant: 'resnet1202' }))?.count).toBe(2n ** 600n);
  });

  it('are the binomials for 3,000 blocks, and a second is plenty of time for them', () => {
    const model = layers('- stage: {block: basic, filters: 4, repeat: 3000}');
    const started = performance.now();
    const found = paths(model);
    const passed = performance.now() - started;
    expect(found?.count).toBe(2n ** 3000n);
    const expected = [1n];
    for (let k = 1n; k <= 3000n; k++) expected.push(((expected.at(-1) ?? 0n) * (3001n - k)) / k);
    expect(found?.lengths?.byLength).toEqual(expected);
    expect(passed).toBeLessThan(1_000);
  });

  it('are only counted where the lengths would fill tens of megabytes', () => {
    const found = paths(layers('- stage: {block: basic, filters: 4, repeat: 11000}'));
    expect(found).toEqual({ count: 2n ** 11_000n, lengths: null });
  });

  it('are those of residuals of several kinds multiplied', () => {
    const inner = '{residual: {branch: [{conv: 4}], shortcut: identity}}';
    const outer = `- residual: {branch: [${inner}, ${inner}], shortcut: identity}`;
    const found = paths(layers(outer, '- stage: {block: basic, filters: 4, repeat: 3}', outer));
    // (1 + x + 2x² + x³)² · (1 + x)³.
    expect(found?.lengths?.byLength).toEqual([1n, 5n, 14n, 28n, 41n, 45n, 37n, 21n, 7n, 1n]);
  });

  it('count a residual within a branch', () => {
    const inner = '{residual: {branch: [{conv: 4}], shortcut: identity}}';
    const found = paths(layers(`- residual: {branch: [${inner}, ${inner}], shortcut: identity}`));
    // 1 + x·(1 + x)².
    expect(found?.lengths?.byLength).toEqual([1n, 1n, 2n, 1n]);
  });

  it('count columns by themselves and gates not at all', () => {
    const columns = layers(
      '- parallel: {merge: mean, branches: {a: [{conv: 4}], b: [{conv: 4}], c: [{conv: 4}]}}',
    );
    expect(paths(columns)?.lengths?.byLength).toEqual([3n]);
    const gated = layers('- {conv: 4, name: a}', '- {conv: 1, name: b}', '- gate: [a, b]');
    expect(paths(gated)?.lengths?.byLength).toEqual([1n]);
  });

  it('are not defined where two producers are multiplied', () => {
    expect(paths(layers('- {conv: 4, name: a}', '- {conv: 4, name: b}', '- multiply: [a, b]'))).toBeNull();
  });

  it('are what walking each of them finds, for random nets', { timeout: 60_000 }, () => {
    let compared = 0;
    fc.assert(
      fc.property(randomSpec, (text) => {
        const { model, diagnostics } = analyze(text);
        if (model === null || text.includes('multiply') || diagnostics.some((d) => d.severity === 'error'))
          return;
        const walked = walkAll(model);
        if (walked === null) return;
        compared += 1;
        expect(paths(model)?.lengths?.byLength.map(Number)).toEqual(walked);
      }),
      { numRuns: fuzzRuns(300) },
    );
    expect(compared).toBeGreaterThan(fuzzRuns(20));
  });
});
