import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyze } from '../../src/core/analyze.ts';
import { evaluateSize } from '../../src/core/symbolic/evaluateSize.ts';
import { fuzzRuns, fuzzTimeoutMs } from '../support/fuzz.ts';

/** A layer that changes the size of a map, as it is written. */
const layer = fc.oneof(
  fc
    .tuple(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 3 }),
      fc.constantFrom('same', 'half', 'valid'),
    )
    .map(
      ([kernel, stride, padding]) =>
        `conv: {filters: 4, kernel: ${kernel}, stride: ${stride}, padding: ${padding}}`,
    ),
  fc
    .tuple(fc.integer({ min: 2, max: 3 }), fc.constantFrom('floor', 'ceil'))
    .map(([size, rounding]) => `pool: {type: max, size: ${size}, rounding: ${rounding}}`),
  fc.integer({ min: 2, max: 3 }).map((size) => `upsample: ${size}`),
  fc.integer({ min: 0, max: 1 }).map((rows) => `pad: [${rows}, 0, 0, 0]`),
);

const net = fc
  .tuple(fc.array(layer, { maxLength: 4 }), fc.array(layer, { maxLength: 4 }))
  .map(([left, right]) => {
    const list = (layers: readonly string[]): string =>
      ['conv: {filters: 4, kernel: 1}', ...layers].map((text) => `          - ${text}\n`).join('');
    return `input: [H, H, 4]\nlayers:\n  - parallel:\n      branches:\n        left:\n${list(left)}        right:\n${list(right)}      merge: concat\n`;
  });

function severityOf(text: string, set: Readonly<Record<string, number>>): 'error' | 'warning' | 'none' {
  const { diagnostics } = analyze(text, { set });
  const shapes = diagnostics.filter(({ code }) => code.startsWith('shape.') && code !== 'shape.map-grows');
  if (shapes.some(({ severity }) => severity === 'error')) return 'error';
  return shapes.length > 0 ? 'warning' : 'none';
}

test(
  'a net with a symbol has an error where no number works, a warning where some do, nothing where all do',
  () => {
    fc.assert(
      fc.property(net, (text) => {
        const verdict = severityOf(text, {});
        const numbers = Array.from({ length: 160 }, (_, i) => i + 1);
        const works = numbers.filter((value) => severityOf(text, { H: value }) === 'none').length;
        const found = works === 0 ? 'error' : works === numbers.length ? 'none' : 'warning';
        expect(verdict, text).toBe(found);
      }),
      { numRuns: fuzzRuns(30, 2000) },
    );
  },
  fuzzTimeoutMs(60_000),
);

test('counts of a symbol of channels are those of the number that it stands for', () => {
  // Fewer channels than the reduction, too, where the inner layer is 1 wide.
  const text =
    'input: [8, 8, C]\nlayers:\n  - squeeze_excite: 16\n  - depthwise_conv: 3\n  - conv: {filters: 4, kernel: 3}\n';
  const symbolic = analyze(text).model?.body.cost;
  for (const channels of [1, 8, 15, 16, 17, 64]) {
    const numeric = analyze(text, { set: { C: channels } }).model?.body.cost;
    const values = new Map([['C', channels]]);
    expect(evaluateSize(symbolic?.trainable ?? Number.NaN, values)).toBe(numeric?.trainable);
    expect(evaluateSize(symbolic?.macs ?? Number.NaN, values)).toBe(numeric?.macs);
  }
});
