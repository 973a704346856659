import { describe, expect, it } from 'vitest';
import { type Analysis, analyze } from '../../../src/core/analyze.ts';
import { formatMessage } from '../../../src/core/diagnostics/message.ts';
import { explainResidual } from '../../../src/core/explain/explainResidual.ts';
import { flatten } from '../../../src/core/model/flatten.ts';

function netOf(input: string, branch: readonly string[], shortcut: string): string {
  const layers = branch.map((layer) => `        - ${layer}`).join('\n');
  return `input: ${input}\nlayers:\n  - residual:\n      branch:\n${layers}\n      shortcut: ${shortcut}\n`;
}

function opsOf({ model }: Analysis): string[] {
  return model === null ? [] : flatten(model).ops.map(({ path }) => path);
}

function errorsOf({ diagnostics }: Analysis): string[] {
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
}

const RESTORED = [
  ['pool: max', 'upsample: 2'],
  ['conv: {filters: 16, stride: 2}', 'upsample: 2'],
] as const;

describe('around a branch that restores the size of even maps', () => {
  it.each(RESTORED.flatMap((branch) => ['A', 'B'].map((option) => [branch, option] as const)))(
    '%j: %s is built as it is at every size that fits',
    (branch, option) => {
      const text = netOf('[H, W, 16]', branch, option);
      const unbound = analyze(text);
      expect(errorsOf(unbound)).toEqual([]);
      for (const H of [2, 4, 6, 10]) {
        for (const W of [2, 8]) expect(opsOf(analyze(text, { set: { H, W } }))).toEqual(opsOf(unbound));
      }
      expect(errorsOf(analyze(text, { set: { H: 5, W: 8 } }))).toEqual(['shape.residual-mismatch']);
    },
  );
});

describe('around a branch that restores the size of one map', () => {
  it.each([
    // 2·H − 4 is H at 4, and a projection without a stride leaves H as it is.
    ['upsample: 2', 'conv: {filters: 16, kernel: 5, padding: valid}'],
    // 4·⌊H/2⌋ − 4 is H at 4 and never ⌈H/2⌉.
    ['pool: max', 'upsample: 4', 'conv: {filters: 16, kernel: 5, padding: valid}'],
  ])('%s …: nothing else would fit', (...branch) => {
    const text = netOf('[H, 4, 16]', branch, 'B');
    const unbound = analyze(text);
    expect(errorsOf(unbound)).toEqual([]);
    expect(opsOf(analyze(text, { set: { H: 4 } }))).toEqual(opsOf(unbound));
    expect(errorsOf(analyze(text, { set: { H: 8 } }))).toEqual(['shape.residual-mismatch']);
  });
});

describe('a projection that single values do not need', () => {
  const explain = (text: string): string[] => {
    const [group] = analyze(text).model?.body.groups ?? [];
    return group?.kind === 'residual'
      ? explainResidual(group.residual).map((fact) => formatMessage(fact))
      : [];
  };

  it('is put in, and the explanation names the values', () => {
    const text = netOf('[32, 32, C]', ['conv: 16'], 'B');
    expect(opsOf(analyze(text))).toContain('residual.shortcut.conv');
    expect(opsOf(analyze(text, { set: { C: 16 } }))).not.toContain('residual.shortcut.conv');
    expect(explain(text)).toContain(
      'Option B: a projection, unless C is 16: then nothing changes, and the input is added as it is.',
    );
  });

  it('follows a stride, whose map stays as it is at one pixel only', () => {
    const text = netOf('[H, W, 16]', ['conv: {filters: 16, stride: 2}'], 'B');
    expect(opsOf(analyze(text))).toContain('residual.shortcut.conv');
    expect(analyze(text).diagnostics).toEqual([]);
    expect(explain(text)).toContainEqual(expect.stringContaining('unless H is 1 and W is 1'));
  });

  it('is explained without exception where there is none', () => {
    expect(explain(netOf('[H, W, 8]', ['conv: {filters: 16, stride: 2}'], 'B'))).toContain(
      'Option B: a projection, here because the shape changes.',
    );
  });

  it('is not said to change a shape that stays at the sizes that fit', () => {
    expect(explain(netOf('[H, 32, 16]', ['pool: max', 'upsample: 2'], 'B'))[0]).toBe(
      'The paper’s first building block where 2·⌊H/2⌋ is H: input and output then have the same shape, so the input is added as it is.',
    );
  });
});
