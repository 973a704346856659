import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runsDocumentSchema } from '../../src/protocol/commandLine.ts';
import { evaluatedSchema, foldedSchema } from '../../src/protocol/launcher.ts';
import { runCli } from '../support/runCli.ts';
import { testLogits } from '../training/support/testLogits.ts';

const folder = mkdtempSync(join(tmpdir(), 'resnet-fold-'));
const run = join(folder, 'run');
const out = join(folder, 'folded');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Every way of folding, on images whose size the spec leaves open. */
const SPEC = `
model: RepVGG for digits
parameters: {width: 4}
input: [H, W, 1]
layers:
  - conv: {filters: $width, norm: batch, activation: relu}
  - stage: {block: repvgg, filters: 8, repeat: 2, stride: 2}
  - stage: {block: dirac, filters: 8}
  - stage: {block: basic, filters: 12, stride: 2, shortcut: A}
  - pool: global_average
  - dense: {units: 10}
train: {dataset: digits, batch: 64, normalize: per_pixel_mean, learning_rate: 0.05, seed: 2, checkpoint_every: 20}
`;

function train(text: string, name: string, steps: string, ...more: readonly string[]): void {
  const file = join(folder, `${name}.resnet.yaml`);
  writeFileSync(file, text);
  const args = ['train', file, '--out', join(folder, name), '--steps', steps, '--format', 'ndjson', ...more];
  const { code, stderr } = runCli(args);
  expect([code, stderr]).toEqual([0, '']);
}

function figuresOf(of: string): { step: number; loss: number; accuracy: number } {
  const { code, stdout } = runCli(['evaluate', of, '--format', 'json']);
  expect(code).toBe(0);
  return evaluatedSchema.omit({ type: true }).parse(JSON.parse(stdout));
}

describe('resnet fold', () => {
  let text = '';

  beforeAll(() => {
    train(SPEC, 'run', '40', '--set', 'width=6');
    const folded = runCli(['fold', run, '--out', out]);
    expect([folded.code, folded.stderr]).toEqual([0, '']);
    text = folded.stdout;
  });

  it('makes a run with the figures of the one that was trained', () => {
    const [before, after] = [figuresOf(run), figuresOf(out)];
    // Trained, so that the moving statistics are those of the data.
    expect(before.accuracy).toBeGreaterThan(0.5);
    expect(after).toMatchObject({ step: 40, accuracy: before.accuracy });
    expect(Math.abs(after.loss - before.loss) / before.loss).toBeLessThan(1e-4);
  });

  it('gives the same logits for every test image, but for rounding', async () => {
    const [before, after] = [await testLogits(run), await testLogits(out)];
    expect(after).toHaveLength(360 * 10);
    const largest = Math.max(...before.map(Math.abs));
    const difference = Math.max(...before.map((logit, i) => Math.abs(logit - (after[i] ?? 0))));
    expect(difference / largest).toBeLessThan(1e-4);
  });

  it('says how many layers became how many, and what that changes', () => {
    // Conv and norm; 5 and 6 layers and the sum of RepVGG's blocks; twice conv and norm of Dirac's and of the basic one.
    expect(text).toContain(`${2 + 5 + 6 + 4 + 4} layers folded into ${1 + 2 + 2 + 2}`);
    const kernels = 9 * 6 + 9 * 6 * 8 + 9 * 8 * 8 + 2 * 9 * 8 * 8 + 9 * 8 * 12 + 9 * 12 * 12 + 12 * 10;
    const constants = 6 + 4 * 8 + 2 * 12 + 10;
    const ones = 6 * 8 + 8 * 8;
    const [norms, dirac] = [2 * (6 + 5 * 8 + 2 * 8 + 2 * 12), 2 * 2 * 8];
    const [before, after] = [kernels + ones + norms + dirac + 10, kernels + constants];
    const format = (value: number): string => value.toLocaleString('en-US');
    const row = `${format(before)} +${format(after)} +−${format(before - after)}\n`;
    expect(text).toMatch(new RegExp(`trainable parameters +${row}`));
    expect(text).toMatch(/non-trainable +\d+ +0 +−\d+\n/);
    // The 1×1 kernels are part of the 3×3 ones, at 4×4 pixels.
    expect(text).toMatch(new RegExp(`multiply-adds .*−${format(16 * ones)}\n`));
  });

  it('writes every layer out, with what it was made of', () => {
    const spec = readFileSync(join(out, 'spec.resnet.yaml'), 'utf8');
    expect(spec).toContain('model: RepVGG for digits (folded)\n\ninput: [8, 8, 1]\n');
    expect(spec).toContain(
      '  # from stage.2.with_identity: three.conv, three.conv.norm, one.conv, one.conv.norm, identity.norm, add\n' +
        '  - conv: {filters: 8, activation: relu}\n',
    );
    expect(spec).not.toMatch(/- norm|norm: /);
    expect(spec).toContain('train:\n  dataset: digits\n  normalize: per_pixel_mean\n');
    expect(runCli(['check', join(out, 'spec.resnet.yaml')]).code).toBe(0);
  });

  it('is listed as what it is, and does not go on training', () => {
    const { stdout } = runCli(['runs', out, '--format', 'json']);
    const [listed] = runsDocumentSchema.parse(JSON.parse(stdout)).runs;
    expect(listed).toMatchObject({
      name: 'RepVGG for digits (folded)',
      state: 'finished',
      step: 40,
      steps: 40,
    });
    expect(listed?.lastAccuracy).toBe(figuresOf(run).accuracy);
    const resumed = runCli(['train', '--resume', out]);
    expect(resumed.code).toBe(2);
    expect(resumed.stderr).toContain('is finished');
  });

  it('folds a named checkpoint, and prints one document', () => {
    const other = join(folder, 'earlier');
    const checkpoint = 'step-00000020.safetensors';
    const args = ['fold', run, '--out', other, '--checkpoint', checkpoint, '--format', 'json'];
    const { code, stdout } = runCli(args);
    expect(code).toBe(0);
    const document = foldedSchema.omit({ type: true }).parse(JSON.parse(stdout));
    expect(document).toMatchObject({ run, out: other, step: 20, folded: 21, into: 7 });
    expect(figuresOf(other)).toMatchObject({ step: 20 });
    const page = readFileSync(new URL('../../media/docs/command-line.md', import.meta.url), 'utf8');
    const row = page.split('\n').find((line) => line.startsWith('| `fold` |')) ?? '';
    for (const field of Object.keys(document)) expect(row).toContain(`\`${field}\``);
  });

  it('has nothing to do where nothing folds: no folder, and exit code 1', () => {
    train(
      `input: [8, 8, 1]\nlayers: [{conv: {filters: 2, activation: relu}}, {pool: global_average}, {dense: 10}]\ntrain: {dataset: digits}\n`,
      'plain',
      '1',
    );
    const { code, stdout, stderr } = runCli(['fold', join(folder, 'plain'), '--out', join(folder, 'none')]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('can be folded');
    expect(stderr).toContain('batch norm');
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });

  it.each([
    ['a folder in use', () => ['fold', run, '--out', run], 'is not empty'],
    ['no run', () => ['fold', folder, '--out', join(folder, 'none')], 'is no run folder'],
    [
      'no such checkpoint',
      () => ['fold', run, '--out', join(folder, 'none'), '--checkpoint', 'x'],
      'There are: ',
    ],
    ['no place for the result', () => ['fold', run], '--out'],
    ['a variant', () => ['fold', run, '--out', join(folder, 'none'), '--variant', 'x'], 'the run keeps'],
  ])('refuses %s', (_, args, message) => {
    const { code, stderr } = runCli(args());
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });
});
