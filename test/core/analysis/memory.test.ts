import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memory } from '../../../src/core/analysis/memory.ts';
import { peakElements } from '../../../src/core/analysis/peakElements.ts';
import { analyze } from '../../../src/core/analyze.ts';
import { flatten } from '../../../src/core/model/flatten.ts';
import type { Model } from '../../../src/core/model/model.ts';
import { elementsOf } from '../../../src/core/model/shape.ts';
import { exampleModel, modelOf } from '../../support/exampleSpecs.ts';
import { fuzzRuns } from '../../support/fuzz.ts';
import { randomSpec } from '../../support/randomSpec.ts';

/** Runs the unfolded ops one by one and forgets each value after its last reader. */
function peakOfFlatModel(model: Model): number {
  const flat = flatten(model);
  const inputs = model.body.inputs.map(({ shape }) => Number(elementsOf(shape ?? [])));
  const sizeOf = (value: number): number =>
    value < 0 ? (inputs[-1 - value] ?? 0) : Number(elementsOf(flat.ops[value]?.node.output ?? []));
  const isNeededAfter = (value: number, at: number): boolean =>
    flat.outputs.some((output) => output >= 0 && output === value) ||
    flat.ops.some((op) => op.index > at && op.inputs.includes(value));
  let live = inputs.map((_, index) => -1 - index).filter((value) => isNeededAfter(value, -1));
  const held = (): number => live.reduce((sum, value) => sum + sizeOf(value), 0);
  let peak = held();
  for (const { index } of flat.ops) {
    live.push(index);
    peak = Math.max(peak, held());
    live = live.filter((value) => isNeededAfter(value, index));
  }
  return peak;
}

function layers(...lines: string[]): Model {
  return modelOf(['input: [8, 8, 4]', 'layers:', ...lines.map((line) => `  ${line}`), ''].join('\n'));
}

describe('the most that is held at once', () => {
  it('is an op with its input and its output in a chain', () => {
    // 256 in, 512 out; 512 in, 512 out; 512 in, 1024 out.
    expect(peakElements(layers('- conv: 8', '- relu', '- conv: 16'))).toBe(512 + 1024);
  });

  it('keeps the shortcut while the branch runs', () => {
    // Input 256 kept; conv 1024, its relu 1024.
    const text =
      '- residual: {branch: [{conv: {filters: 16, activation: relu}}, {conv: 4}], shortcut: identity}';
    expect(peakElements(layers(text))).toBe(256 + 1024 + 1024);
  });

  it('keeps an output of the model to the end', () => {
    const text =
      'input: [8, 8, 4]\noutputs: [a, c]\nlayers:\n  - {conv: 8, name: a}\n  - {conv: 4, name: b}\n  - {conv: 16, name: c}\n';
    expect(peakElements(modelOf(text))).toBe(512 + 256 + 1024);
  });

  it('is that of every op of the unfolded model, for random nets', { timeout: 60_000 }, () => {
    let compared = 0;
    fc.assert(
      fc.property(randomSpec, (text) => {
        const { model } = analyze(text);
        const found = model === null ? null : peakElements(model);
        if (model === null || found === null) return;
        compared += 1;
        expect(found).toBe(peakOfFlatModel(model));
      }),
      { numRuns: fuzzRuns(200) },
    );
    expect(compared).toBeGreaterThan(fuzzRuns(30));
  });

  it.each(['fractal-cifar10', 'resnet-d-imagenet', 'three-in-three-out', 'plain-and-residual-twin'])(
    'is that of every op of %s',
    (name) => {
      const model = exampleModel(name);
      expect(peakElements(model)).toBe(peakOfFlatModel(model));
    },
  );
});

describe('memory', () => {
  const text = (train: string): string =>
    `input: [4, 4, 2]\nlayers:\n  - conv: {filters: 3, kernel: 1, norm: batch}\n  - flatten\n  - dense: 5\n${train}`;
  // 6 weights, γ and β of 3, 48·5 + 5; mean and variance of 3. Outputs 48, 48, 48, 5; the input 32.
  const trainable = 6 + 6 + 245;
  const [statistics, outputs, input] = [6, 48 + 48 + 48 + 5, 32];

  it.each([
    ['', 1, 1],
    ['train: {optimizer: {type: sgd, momentum: 0}, batch: 7}', 0, 7],
    ['train: {optimizer: sgd, batch: 7}', 1, 7],
    ['train: {optimizer: adam}', 2, 32],
  ])('in training with %j: weights, gradients, %d slots, batch %d', (train, slots, batch) => {
    const { model, plan } = analyze(text(train));
    if (model === null) throw new Error('no model');
    const expected = 4 * (trainable * (2 + slots) + statistics + batch * (outputs + input));
    expect(memory(model, plan, null)).toMatchObject({ trainingBatch: batch, trainingBytes: expected });
    expect(memory(model, plan, 3).trainingBytes).toBe(expected - 4 * (batch - 3) * (outputs + input));
  });

  it('at test: weights, statistics and the peak of a batch', () => {
    const model = modelOf(text(''));
    expect(memory(model, null, 10).inferenceBytes).toBe(4 * (trainable + statistics + 10 * 96));
  });

  it('moves what each op reads and writes, and counts two FLOPs a multiply-add', () => {
    const model = modelOf(text(''));
    // 32→48, 48→48, 48→48, 48→5, and the weights once. 6·16 + 240 multiply-adds.
    const bytes = 4 * (trainable + statistics + 2 * (32 + 48 + 96 + 96 + 53));
    expect(memory(model, null, 2)).toMatchObject({
      bytesMoved: bytes,
      arithmeticIntensity: (2 * 2 * 336) / bytes,
    });
  });

  it('is an expression where a sum depends on a symbol, and null where a maximum does', () => {
    const model = modelOf('input: [H, W, 3]\nlayers:\n  - conv: {filters: 2, kernel: 1, bias: false}\n');
    const { inferenceBytes, trainingBytes, arithmeticIntensity } = memory(model, null, null);
    expect([inferenceBytes, arithmeticIntensity]).toEqual([null, null]);
    expect(String(trainingBytes)).toBe('20·H·W + 72');
  });

  it('of a thousand layers costs what that of twenty costs', () => {
    const model = exampleModel('resnet-cifar10', { variant: 'resnet1202' });
    const small = exampleModel('resnet-cifar10', { variant: 'resnet20' });
    expect(peakElements(model)).toBe(peakElements(small));
  });
});
