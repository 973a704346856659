import { describe, expect, it } from 'vitest';
import { diffDocumentSchema } from '../../src/protocol/diffDocument.ts';
import { examplePath, runCli } from '../support/runCli.ts';

const CIFAR = examplePath('resnet-cifar10');

describe('resnet diff', () => {
  it('compares two variants of a file by meaning', () => {
    const { code, stdout, stderr } = runCli([
      'diff',
      CIFAR,
      '--variant',
      'resnet20',
      '--against',
      'resnet56',
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('trainable parameters: 269,722 → 853,018 (+583,296)');
    expect(stdout).toContain('~ conv3_x  repeat: 3 → 9');
    expect(stdout.split('\n').filter((line) => /^[~+−=]/.test(line))).toHaveLength(3);
  });

  it('gives one JSON document of the promised form', () => {
    const { code, stdout } = runCli([
      'diff',
      CIFAR,
      examplePath('stochastic-depth-cifar10'),
      '--format',
      'json',
      '--set',
      'n=18',
    ]);
    expect(code).toBe(0);
    const document = diffDocumentSchema.parse(JSON.parse(stdout));
    // Stochastic depth changes no shape and no count, only how the branches are added.
    expect(document.totals.trainable).toEqual({ before: 1_727_962, after: 1_727_962 });
    expect(document.changes.map(({ path, type }) => [type, path.after])).toEqual([
      ['changed', 'conv2_x'],
      ['changed', 'conv3_x'],
      ['changed', 'conv4_x'],
    ]);
    expect(document.training).toEqual({ isThere: { before: true, after: true }, settings: [] });
  });

  it('says that a file means the same as itself', () => {
    const { code, stdout } = runCli(['diff', CIFAR, CIFAR, '--format', 'markdown']);
    expect(code).toBe(0);
    expect(stdout).toContain('The models are the same; so are the training settings.');
  });

  it.each([
    [['diff', CIFAR], 'nothing to compare with'],
    [['diff', CIFAR, '--against', 'resnet21'], "no variant 'resnet21'"],
    [['diff', CIFAR, '/nowhere/net.resnet.yaml'], '/nowhere/net.resnet.yaml'],
  ])('refuses %j and says what to do', (args, words) => {
    const { code, stdout, stderr } = runCli(args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(words);
  });
});
