import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../support/runCli.ts';
import { makeSpecFiles } from '../support/specFiles.ts';

const { folder, good } = makeSpecFiles();

afterAll(() => {
  rmSync(folder, { recursive: true });
});

beforeAll(() => {
  writeFileSync(join(folder, 'picture.png'), new Uint8Array([137, 80, 78, 71, 0, 255]));
});

describe.runIf(existsSync('/dev/full'))('an output that takes nothing', () => {
  it.each([[['--help']], [['check', '--format', 'json', good]], [['analyze', good]]])(
    'ends %j with one line and exit code 2',
    (args) => {
      expect(runCli(args, { stdoutTo: '/dev/full' })).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(
          /^resnet: The output could not be written \(the disk is full\)\. .*\n$/,
        ) as string,
      });
    },
  );
});

it('needs nothing beside it to know its version', () => {
  copyFileSync(new URL('../../dist/cli.cjs', import.meta.url), join(folder, 'cli.cjs'));
  const { stdout } = spawnSync(process.execPath, [join(folder, 'cli.cjs'), '--version'], {
    encoding: 'utf8',
  });
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  expect(stdout).toBe(`${(JSON.parse(text) as { version: string }).version}\n`);
});

describe('wrong usage', () => {
  it.each<[string, string[], string]>([
    ['an unknown command', ['analyse', 'x'], "unknown command 'analyse'"],
    ['an unknown option', ['check', '--fromat', 'json', 'x'], 'Did you mean --format?'],
    ['an unknown format', ['check', '--format', 'xml', 'x'], 'text, json, sarif, github'],
    ['no file', ['analyze'], "missing required argument 'file'"],
    ['two files', ['analyze', 'a', 'b'], 'too many arguments'],
    ['no --out', ['graph', 'x'], '--out'],
    ['a setting without a value', ['analyze', 'x', '--set', 'n'], 'name=value'],
    ['a batch of nothing', ['analyze', 'x', '--batch', '0'], 'whole number'],
    ['a size without a unit that there is', ['check', 'x', '--memory', '8 pounds'], 'such as 8GB'],
    ['steps in words', ['train', 'x', '--steps', 'many'], 'whole number'],
    [
      'two ends of a run',
      ['train', 'x', '--steps', '3', '--epochs', '2'],
      "cannot be used with option '--epochs",
    ],
    [
      'two ends of a run that goes on',
      ['train', '--resume', 'x', '--epochs', '2', '--steps', '3'],
      'cannot be used',
    ],
    ['two variants', ['check', 'x', '--variant', 'a', '--variant', 'b'], 'The variant is a already'],
    ['a parameter set twice', ['check', 'x', '--set', 'n=1', '--set', 'n=2'], 'set to 1 already'],
    ['nothing to train', ['train'], 'No spec is named'],
    ['a changed parameter of a run that goes on', ['train', '--resume', 'x', '--set', 'n=1'], '--set cannot'],
    ['a changed seed of a run that goes on', ['train', '--resume', 'x', '--seed', '1'], '--seed cannot'],
  ])('answers %s with exit code 2', (_, args, message) => {
    const { code, stdout, stderr } = runCli(args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it.each([
    ['evaluate', 'the run keeps the spec'],
    ['runs', 'it lists every run'],
    ['doctor', 'it looks at this machine'],
  ])('says why resnet %s takes neither --variant nor --set, and so does its help', (command, why) => {
    const run = command === 'doctor' ? [] : ['x'];
    for (const settings of [['--variant', 'resnet20'], ['--set', 'n=3'], ['--set']]) {
      const { code, stdout, stderr } = runCli([command, ...run, ...settings]);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain(`--variant and --set have no meaning for resnet ${command}: ${why}`);
    }
    expect(runCli([command, '--help']).stdout).toContain(`--variant and --set have no meaning here: ${why}`);
  });

  it('answers a wrong file, variant or parameter with exit code 2 and what there is', () => {
    expect(runCli(['check', folder]).stderr).toContain('is a folder');
    expect(runCli(['analyze', join(folder, 'picture.png')]).stderr).toContain('not a text file');
    const variant = runCli(['analyze', good, '--variant', 'resnet21']);
    expect(variant).toMatchObject({ code: 2, stdout: '' });
    expect(variant.stderr).toContain('resnet20, resnet32, resnet44, resnet56, resnet110, resnet1202');
    const parameter = runCli(['check', good, '--set', 'm=3']);
    expect(parameter).toMatchObject({ code: 2, stdout: '' });
    expect(parameter.stderr).toContain("no parameter 'm'");
  });

  it('shows help without a command, and the version', () => {
    expect(runCli([]).code).toBe(2);
    expect(runCli(['--help'])).toMatchObject({ code: 0, stderr: '' });
    expect(runCli(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each([
    ['export', 'a', '--to', 'keras', '--out', 'b'],
    ['import', 'a', '--out', 'b'],
  ])('says that %s is not there yet, with exit code 3', (...args) => {
    const { code, stderr } = runCli(args);
    expect(code).toBe(3);
    expect(stderr).toContain('not there yet');
  });
});
