import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { analyzeFile } from '../../../src/cli/input/analyzedSpec.ts';
import { formatMessage } from '../../../src/core/diagnostics/message.ts';

const folder = mkdtempSync(join(tmpdir(), 'resnet-spec-'));
const file = join(folder, 'net.resnet.yaml');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function mistakes(text: string, set: Readonly<Record<string, string | number>>): string[] {
  writeFileSync(file, text);
  return analyzeFile(file, { set }).diagnostics.map(({ message }) => formatMessage(message));
}

const net = (units: string): string => `
input: [8, 8, 1]
parameters: {n: 2, m: 3}
layers:
  - conv: {filters: $n}
  - conv: {filters: $m}
  - flatten
  - dense: ${units}
`;

describe('a mistake in --set', () => {
  it('is named as one, and nothing in the file is offered for change', () => {
    expect(mistakes(net('10'), { n: 'abc' })).toEqual([expect.stringMatching(/^`--set n=abc`: .*abc/)]);
    expect(analyzeFile(file, { set: { n: 2.5 } }).diagnostics).toMatchObject([{ fixes: [] }]);
  });

  it('is told from those of the file', () => {
    const found = mistakes(net('ten'), { n: -1, m: 4 });
    expect(found).toHaveLength(2);
    expect(found.filter((text) => text.startsWith('`--set n=-1`: '))).toHaveLength(1);
  });

  it('is not made of one that the file has at the same place', () => {
    const found = mistakes(net('10').replace('m: 3', 'm: 3, n: 4'), { n: 5 });
    expect(found).toEqual([expect.not.stringContaining('--set')]);
  });

  it('is not made of a good one', () => {
    expect(mistakes(net('10'), { n: 5 })).toEqual([]);
  });
});

describe('--set of a symbol', () => {
  const symbolic = 'input: [H, 8, 1]\nlayers:\n  - conv: 2\n';

  it('gives it a number', () => {
    writeFileSync(file, symbolic);
    expect(analyzeFile(file, { set: { H: 16 } }).model?.body.outputs[0]?.shape).toEqual([16, 8, 2]);
  });

  it.each(['abc', 0, 2.5])('refuses %s and says what to write', (value) => {
    expect(() => mistakes(symbolic, { H: value })).toThrow(/--set H=.* a whole number from 1 on/);
  });
});
