import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { analyzeDocumentSchema } from '../../src/protocol/commandLine.ts';
import { runCli } from '../support/runCli.ts';
import { makeSpecFiles } from '../support/specFiles.ts';

const { folder, good, bad } = makeSpecFiles();

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('resnet analyze', () => {
  it('shows a table with a run of equal blocks once, and the totals', () => {
    const { code, stdout, stderr } = runCli(['analyze', good, '--variant', 'resnet110']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('conv2_x.1–18.residual.branch.conv');
    expect(stdout).toMatch(/layers +110 /);
    expect(stdout).toMatch(/trainable parameters +1,727,962 /);
    expect(stdout.split('\n').length).toBeLessThan(80);
  });

  it('writes every op as CSV', () => {
    const { stdout } = runCli(['analyze', good, '--format', 'csv', '--variant', 'resnet20']);
    const [header, first, ...rest] = stdout.trimEnd().split('\r\n');
    expect(header).toBe(
      'path,kind,from,output,trainable,nonTrainable,macs,receptiveField,receptiveFieldStride,receptiveFieldExact',
    );
    expect(first).toBe('conv1,conv,input,32x32x16,432,0,442368,3x3,1x1,true'); // 3·3·3·16, and 32·32 times that
    expect(rest.at(-1)).toMatch(/^dense,dense,pool,10,650,0,640,32x32,32x32,true$/);
  });

  it('writes Markdown tables', () => {
    const { stdout } = runCli(['analyze', good, '--format', 'markdown', '--variant', 'resnet20']);
    expect(stdout).toMatch(/^## ResNet-6n\+2 for CIFAR-10 \(resnet20\)\n/);
    expect(stdout).toContain('| trainable parameters | 269,722 |');
  });

  it('sets parameters, stronger than the variant', () => {
    const { stdout } = runCli([
      'analyze',
      good,
      '--format',
      'json',
      '--variant',
      'resnet110',
      '--set',
      'n=5',
    ]);
    const { totals, variant } = analyzeDocumentSchema.parse(JSON.parse(stdout));
    expect([variant, totals.layers]).toEqual(['resnet110', 32]);
  });

  it('gives figures for what could be built of a spec with mistakes', () => {
    const { code, stdout } = runCli(['analyze', bad, '--format', 'json']);
    const { totals, diagnostics } = analyzeDocumentSchema.parse(JSON.parse(stdout));
    expect(code).toBe(1);
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(totals.trainable).toBe(269_722);
  });

  it.each(['', 'layers: 3', '[', 'model: x\nlayers:\n  - conv: {filters: $oops}\ninput: [8, 8, 1]\n'])(
    'has a document for %j',
    (text) => {
      const file = join(folder, 'odd.resnet.yaml');
      writeFileSync(file, text);
      const { code, stdout, stderr } = runCli(['analyze', file, '--format', 'json']);
      expect([code, stderr]).toEqual([1, '']);
      expect(analyzeDocumentSchema.parse(JSON.parse(stdout)).diagnostics).not.toEqual([]);
    },
  );
});
