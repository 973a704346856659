import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ReceptiveField, receptiveFields } from '../../../src/core/analysis/receptiveField.ts';
import { analyze } from '../../../src/core/analyze.ts';
import { flatten } from '../../../src/core/model/flatten.ts';
import type { Model } from '../../../src/core/model/model.ts';
import { exampleModel, modelOf } from '../../support/exampleSpecs.ts';
import { fuzzRuns } from '../../support/fuzz.ts';
import { markReachable } from './markReachable.ts';

function fieldsByPath(model: Model): Map<string, ReceptiveField | null> {
  const fields = receptiveFields(model);
  const { ops } = flatten(model);
  expect(fields).toHaveLength(ops.length);
  return new Map(ops.map(({ path, index }) => [path, fields[index] ?? null]));
}

function layers(...lines: string[]): string {
  return ['input: [96, 96, 4]', 'layers:', ...lines.map((line) => `  ${line}`), ''].join('\n');
}

function fieldOf(text: string, path: string): ReceptiveField | null {
  return fieldsByPath(modelOf(text)).get(path) ?? null;
}

describe('receptive fields of published nets', () => {
  // Araujo, Norris, Sim: "Computing Receptive Fields of Convolutional Neural Networks" (Distill, 2019), table of
  // TF-Slim's nets: 483, 1027 and 1507 with stride 32 for the v1 nets that stride in a 1×1.
  it.each([
    ['resnet50', 483],
    ['resnet101', 1027],
    ['resnet152', 1507],
    // By hand: 7 + 2·2, three blocks at 4, then 8 + 3·16, 16 + 5·32, 32 + 2·64 where the 3×3 strides.
    ['resnet50_v1_5', 427],
  ])('%s sees %d pixels', (variant, size) => {
    const fields = fieldsByPath(exampleModel('resnet-imagenet-bottleneck', { variant }));
    expect(fields.get('conv5_x.3.residual.add')).toEqual({
      size: [size, size],
      stride: [32, 32],
      isExact: true,
      isWholeInput: false,
    });
  });

  it('is the same with a symbol for the size, wherever the odd pixel goes', () => {
    const text = (input: string): string =>
      [
        `input: ${input}`,
        'defaults: {shortcut: B}',
        'layers:',
        '  - block: stem_imagenet',
        '  - stage: {block: basic, filters: 64, repeat: 2}',
        '    name: a',
        '  - stage: {block: basic, filters: 128, repeat: 2, stride: 2}',
        '    name: b',
        '  - pool: global_average',
        '',
      ].join('\n');
    const path = 'b.2.relu';
    const expected = fieldOf(text('[224, 224, 3]'), path);
    expect(fieldOf(text('[H, W, 3]'), path)).toEqual(expected);
    expect(fieldOf(text('[225, 223, 3]'), path)).toEqual(expected);
    const whole = fieldOf(text('[H, W, 3]'), 'pool');
    expect(whole?.size.map(String)).toEqual(['H', 'W']);
    expect(whole).toMatchObject({ isWholeInput: true });
  });

  it('of the last of 600 equal blocks is worked out once a block', () => {
    const fields = fieldsByPath(exampleModel('resnet-cifar10', { variant: 'resnet1202' }));
    // 3 + 2·2·200 at stride 1, 2 + 4 + 199·8 at 2, 4 + 8 + 199·16 at 4.
    expect(fields.get('conv4_x.200.relu')?.size).toEqual([5597, 5597]);
    expect(fields.get('dense')).toMatchObject({ size: [32, 32], isExact: true, isWholeInput: true });
  });
});

describe('what a receptive field says', () => {
  it('spans the holes of a dilated kernel', () => {
    expect(fieldOf(layers('- conv: {filters: 4, kernel: [3, 5], dilation: [4, 1]}'), 'conv')?.size).toEqual([
      9, 5,
    ]);
  });

  it('is that of the wider path where two join', () => {
    const text = layers('- residual: {branch: [{conv: 4}, {conv: 4}], shortcut: identity}');
    expect(fieldOf(text, 'residual.add')).toMatchObject({ size: [5, 5], isExact: true });
  });

  it('spans two paths that look to different sides', () => {
    const text = layers(
      '- conv: {filters: 4, kernel: 3, padding: [4, 0, 1, 1]}',
      '  name: up',
      '- conv: {filters: 4, kernel: 3, padding: [0, 4, 1, 1]}',
      '  from: input',
      '  name: down',
      '- add: [up, down]',
    );
    // Rows −4…−2 and 0…2.
    expect(fieldOf(text, 'add')).toMatchObject({ size: [7, 3], isExact: true });
  });

  it('is an upper bound where paths move at different strides', () => {
    const text = [
      'input: [4, 1, 4]',
      'layers:',
      '  - conv: {filters: 4, kernel: [3, 1], padding: valid}',
      '    name: slow',
      '  - conv: {filters: 4, kernel: [1, 1], stride: [2, 1]}',
      '    from: input',
      '    name: fast',
      '  - add: [slow, fast]',
      '',
    ].join('\n');
    // Pixels 0…2 and 0, then 1…3 and 2.
    const field = fieldOf(text, 'add');
    expect(field).toMatchObject({ stride: [2, 1], isExact: false });
    expect(field?.size[0]).toBeGreaterThanOrEqual(3);
    expect(field?.size[0]).toBeLessThanOrEqual(4);
  });

  it('is the whole input behind whatever looks at all of it', () => {
    for (const item of ['squeeze_excite: {reduction: 2}', 'norm: {type: group, groups: 2}', 'flatten']) {
      const fields = [...fieldsByPath(modelOf(layers('- conv: 4', `- ${item}`))).values()];
      expect(fields.at(-1)).toMatchObject({ size: [96, 96], isExact: true, isWholeInput: true });
    }
  });

  it('says that it is a bound where a pool cannot see the last pixels', () => {
    const text = layers(
      '- conv: {filters: 4, kernel: 1, stride: 3, padding: valid}',
      '- pool: global_average',
    );
    // 0, 3, …, 93 of 96.
    expect(fieldOf(text, 'pool')).toMatchObject({ size: [96, 96], isExact: false, isWholeInput: true });
  });

  it('is of the input that is seen widest, and of none where there is no map', () => {
    const text = [
      'inputs: {image: [16, 16, 4], other: [16, 16, 4], code: [8]}',
      'layers:',
      '  - conv: {filters: 4, kernel: 5}',
      '  - conv: {filters: 4, kernel: 3}',
      '    from: other',
      '  - add: [conv, conv_2]',
      '  - dense: 4',
      '    from: code',
      'outputs: [add, dense]',
      '',
    ].join('\n');
    const fields = fieldsByPath(modelOf(text));
    expect(fields.get('add')).toMatchObject({ size: [5, 5], isExact: true });
    expect(fields.get('dense')).toBeNull();
  });

  it('follows a name that leads into a block', () => {
    const text = layers(
      '- conv: {filters: 4, kernel: 3}',
      '- stage: {block: basic, filters: 4, repeat: 2}',
      '  name: two',
      '- conv: {filters: 4, kernel: 3}',
      '  from: two.1.residual.branch.conv',
      '  name: late',
    );
    expect(fieldOf(text, 'late')?.size).toEqual([7, 7]);
  });

  it('is null where a mistake leaves a shape unknown', () => {
    const { model } = analyze(layers('- conv: {filters: 4, kernel: 99, padding: valid}', '- conv: 4'));
    expect(model === null ? [] : receptiveFields(model)).toEqual([null, null]);
  });
});

const SIZE = 96;

/** Rows of layers, columns of the same stride, residuals and blocks; some do not fit and are left out. */
const randomNet = fc
  .array(randomLayer(), { minLength: 1, maxLength: 6 })
  .map((items) => layers(...items.flat()));

function randomLayer(): fc.Arbitrary<string[]> {
  const kernel = fc.integer({ min: 1, max: 5 });
  const stride = fc.constantFrom(1, 1, 1, 2, 3);
  const padding = fc.constantFrom('same', 'half', 'valid', '[2, 0, 1, 0]');
  const window = fc.record({ kernel, stride, padding, dilation: fc.constantFrom(1, 1, 2) });
  const conv = window.map(
    (w) =>
      `conv: {filters: 4, kernel: ${w.kernel}, stride: ${w.stride}, padding: ${w.padding}, dilation: ${w.dilation}}`,
  );
  const simple = fc.oneof(
    { weight: 4, arbitrary: conv },
    fc
      .record({ size: fc.integer({ min: 1, max: 3 }), stride, rounding: fc.constantFrom('floor', 'ceil') })
      .map((p) => `pool: {type: max, size: ${p.size}, stride: ${p.stride}, rounding: ${p.rounding}}`),
    fc.constantFrom('relu', 'pad: [1, 2, 0, 3]', 'squeeze_excite: {reduction: 2}'),
    fc
      .record({ size: fc.integer({ min: 2, max: 3 }), method: fc.constantFrom('nearest', 'bilinear') })
      .map((u) => `upsample: {size: ${u.size}, method: ${u.method}}`),
    fc
      .record({ kernel, stride: fc.integer({ min: 1, max: 3 }), padding: fc.constantFrom('same', 'valid') })
      .map(
        (t) =>
          `conv_transpose: {filters: 4, kernel: ${t.kernel}, stride: ${t.stride}, padding: ${t.padding}}`,
      ),
  );
  const residual = fc
    .record({
      branch: fc.array(conv, { minLength: 1, maxLength: 3 }),
      shortcut: fc.constantFrom('A', 'B', 'C'),
    })
    .map(
      (r) =>
        `residual: {branch: [${r.branch.map((each) => `{${each}}`).join(', ')}], shortcut: ${r.shortcut}}`,
    );
  const columns = fc
    .record({
      kernels: fc.array(kernel, { minLength: 2, maxLength: 3 }),
      stride,
      merge: fc.constantFrom('add', 'mean', 'concat'),
    })
    .map((p) => {
      const branches = p.kernels.map(
        (size, at) => `b${at}: [{conv: {filters: 4, kernel: ${size}, stride: ${p.stride}}}]`,
      );
      return `parallel: {merge: ${p.merge}, branches: {${branches.join(', ')}}}`;
    });
  const stage = fc
    .record({
      block: fc.constantFrom('basic', 'plain', 'bottleneck'),
      repeat: fc.integer({ min: 1, max: 3 }),
      stride,
    })
    .map((s) => `stage: {block: ${s.block}, filters: 4, repeat: ${s.repeat}, stride: ${s.stride}}`);
  return fc.oneof({ weight: 5, arbitrary: simple }, residual, columns, stage).map((text) => [`- ${text}`]);
}

/** From the first to the last bit, in pixels; 0 where there is none. */
function extent(mark: bigint): number {
  if (mark === 0n) return 0;
  const bits = mark.toString(2);
  return bits.lastIndexOf('1') + 1;
}

function firstBit(mark: bigint): number {
  const bits = mark.toString(2);
  return bits.length - 1 - bits.lastIndexOf('1');
}

function checkAxis(model: Model, axis: 0 | 1, seen: { exact: number }): void {
  const flat = flatten(model);
  const fields = receptiveFields(model);
  const marks = markReachable(flat, axis, SIZE);
  flat.ops.forEach(({ index, path, node }) => {
    const field = fields[index];
    if (field === undefined || field === null) throw new Error(`${path} has no field`);
    const size = Number(field.size[axis]);
    const pixels = marks[index] ?? [];
    const widest = Math.max(...pixels.map(extent));
    expect({ path, isWithin: widest <= size }).toEqual({ path, isWithin: true });
    // Far from the border of a map that is much larger than the field nothing is cut off.
    if (!field.isExact) return;
    if (field.isWholeInput) {
      expect({ path, widest }).toEqual({ path, widest: size });
      return;
    }
    const length = node.output?.length === 3 ? Number(node.output[axis]) : 0;
    const stride = Number(field.stride[axis]);
    const middle = Math.floor(length / 2) - 6;
    if (size > SIZE / 4 || 12 * stride > SIZE / 3 || middle < 0) return;
    expect({ path, widest }).toEqual({ path, widest: size });
    seen.exact += 1;
    if (!Number.isInteger(stride)) return;
    const [one, other] = [pixels[middle] ?? 0n, pixels[middle + 12] ?? 0n];
    expect({ path, moved: firstBit(other) - firstBit(one) }).toEqual({ path, moved: 12 * stride });
  });
}

describe('receptive fields of random nets', () => {
  it('hold every pixel that marking reaches, and where they are exact not one more', {
    timeout: 60_000,
  }, () => {
    const seen = { exact: 0 };
    fc.assert(
      fc.property(randomNet, (text) => {
        const { model, diagnostics } = analyze(text);
        if (model === null || diagnostics.some(({ severity }) => severity === 'error')) return;
        checkAxis(model, 0, seen);
        checkAxis(model, 1, seen);
      }),
      { numRuns: fuzzRuns(200) },
    );
    expect(seen.exact).toBeGreaterThan(fuzzRuns(200));
  });
});
