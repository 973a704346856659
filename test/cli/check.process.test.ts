import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkDocumentSchema } from '../../src/protocol/commandLine.ts';
import { examplePath, runCli } from '../support/runCli.ts';
import { sarifLog } from '../support/sarifStructure.ts';
import { makeSpecFiles } from '../support/specFiles.ts';

const { folder, good, bad } = makeSpecFiles();

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('resnet check', () => {
  it('finds nothing in the examples but two unused inputs, and data sets that are not on this machine', () => {
    const { code, stdout, stderr } = runCli(['check', ...exampleNames.map(examplePath), '--format', 'json']);
    expect([code, stderr]).toEqual([0, '']);
    const found = checkDocumentSchema
      .parse(JSON.parse(stdout))
      .files.flatMap(({ diagnostics }) => diagnostics.map((each) => `${each.severity} ${each.code}`));
    expect(found.filter((each) => each !== 'warning train.dataset-missing')).toEqual([
      'warning graph.unused-input',
      'warning graph.unused-input',
    ]);
  });

  it('points at the token, with what to do', () => {
    const { code, stdout, stderr } = runCli(['check', bad]);
    expect(code).toBe(1);
    expect(stdout).toContain('error shape.residual-mismatch');
    expect(stdout).toContain('16×16×32');
    const lines = stdout.split('\n');
    const at = lines.findIndex((line) => line.includes('^'));
    const source = lines[at - 1] ?? '';
    const carets = lines[at] ?? '';
    expect(source.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('identity');
    expect(stdout).toContain('fix: ');
    expect(stderr).toBe('1 error, 1 warning in 1 file.\n'); // its data set is not on this machine
    expect(stdout).not.toContain('\u001b');
  });

  it('prints one JSON document and nothing else', () => {
    const { code, stdout, stderr } = runCli(['check', '--format', 'json', good, bad]);
    expect([code, stderr]).toEqual([1, '']);
    const document = checkDocumentSchema.parse(JSON.parse(stdout));
    expect(document.files.map(({ file }) => file)).toEqual([good, bad]);
    const [first] = document.files[1]?.diagnostics ?? [];
    expect(first).toMatchObject({ code: 'shape.residual-mismatch', severity: 'error' });
    const text = readFileSync(bad, 'utf8').split('\n');
    const { start, end } = first?.range ?? {
      start: { line: -1, character: 0 },
      end: { line: -1, character: 0 },
    };
    expect(text[start.line]?.slice(start.character, end.character)).toBe('identity');
    // Option A costs nothing; B a 1×1 convolution from 16 to 32 channels on 16×16 pixels, with γ and β.
    const deltas = first?.fixes.map(({ delta }) => delta);
    expect(deltas).toContainEqual({ trainable: 0, macs: 0 });
    expect(deltas).toContainEqual({ trainable: 16 * 32 + 2 * 32, macs: 16 * 16 * 16 * 32 });
  });

  it('writes annotations for GitHub', () => {
    const { code, stdout } = runCli(['check', '--format', 'github', bad]);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^::error file=.*bad\.resnet\.yaml,line=\d+,endLine=\d+,col=\d+,endColumn=\d+,title=shape\.residual-mismatch::/,
    );
  });

  it('writes SARIF', () => {
    const { code, stdout } = runCli(['check', '--format', 'sarif', good, bad]);
    expect(code).toBe(1);
    const [run] = sarifLog.parse(JSON.parse(stdout)).runs;
    expect(run?.artifacts).toHaveLength(2);
    expect(run?.results.map(({ ruleId }) => ruleId)).toContain('shape.residual-mismatch');
    const [help] = run?.tool.driver.rules ?? [];
    expect(readFileSync(new URL(help?.helpUri ?? ''), 'utf8')).toMatch(/^# Diagnostics/);
  });

  it('looks at the files of the data set and at the memory that it is told of', () => {
    const spec = readFileSync(examplePath('fashion-mnist'), 'utf8');
    const file = join(folder, 'data.resnet.yaml');
    const data = join(dirname(examplePath('x')), 'data/digits');
    const codes = (text: string, ...options: string[]): string[] => {
      writeFileSync(file, text);
      const { stdout } = runCli(['check', file, '--format', 'json', ...options]);
      const [checked] = checkDocumentSchema.parse(JSON.parse(stdout)).files;
      return (checked?.diagnostics ?? []).map((each) => each.code);
    };
    expect(codes(spec.replace(/path: [^}]*/, 'path: ./nowhere'))).toEqual(['train.dataset-missing']);
    // The digits are IDX files, too: of 8×8 pixels.
    expect(codes(spec.replace(/path: [^}]*/, `path: ${data}`))).toEqual(['train.input-mismatch']);
    const right = spec.replace(/path: [^}]*/, `path: ${data}`).replace('[28, 28, 1]', '[8, 8, 1]');
    expect(codes(right)).toEqual([]);
    expect(codes(right, '--memory', '1MB')).toEqual(['train.memory']);
    expect(codes(right, '--memory', '8 GB')).toEqual([]);
  });

  it('checks the other files where one cannot be read', () => {
    const { code, stdout, stderr } = runCli(['check', join(folder, 'nothing.resnet.yaml'), bad]);
    expect(code).toBe(2);
    expect(stdout).toContain('shape.residual-mismatch');
    expect(stderr).toContain('There is no file');
    expect(stderr).toContain('bad.resnet.yaml');
  });
});

const exampleNames = [
  'resnet-cifar10',
  'resnet-imagenet-basic',
  'resnet-imagenet-bottleneck',
  'resnet20-digits',
  'fashion-mnist',
  'three-in-three-out',
  'plain-and-residual-twin',
  'preactivation-cifar10',
];
