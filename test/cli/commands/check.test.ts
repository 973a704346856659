import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { check } from '../../../src/cli/commands/check.ts';
import { chooseStyle } from '../../../src/cli/text/style.ts';

const NET = 'input: [8, 8, 1]\nlayers: [{pool: global_average}, {dense: 10}]\n';
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'resnet-check-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function checked(text: string, memory?: number): { code: number; out: string; note: string } {
  const file = join(folder, 'net.resnet.yaml');
  writeFileSync(file, text);
  const written = { out: '', note: '' };
  const style = chooseStyle(false, {});
  const terminal = {
    out: (each: string): void => void (written.out += each),
    note: (each: string): void => void (written.note += each),
    outEnded: new AbortController().signal,
    outStyle: style,
    noteStyle: style,
    width: null,
    isNoteInteractive: false,
  };
  const options = { format: 'json', ...(memory === undefined ? {} : { memory }) } as const;
  const code = check([file], options, terminal, { version: '1.0.0', helpPage: '' });
  return { code, out: written.out, note: written.note };
}

it('says of a spec that is not trained that --memory has nothing to say', () => {
  const { code, out, note } = checked(NET, 1000);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ version: 1, files: [{ diagnostics: [] }] });
  expect(note).toContain('net.resnet.yaml has no `train`, so there is no step to hold against --memory.');
  expect(note).toContain('net.resnet.yaml --batch 32\n');
});

it('says it of no other', () => {
  expect(checked(NET).note).not.toContain('--memory');
  const trained = checked(`${NET}train: {dataset: digits}\n`, 1000);
  expect(trained.note).not.toContain('--memory');
  expect(trained.out).toContain('train.memory');
  expect(checked('layers: [', 1000).note).not.toContain('--memory');
});
