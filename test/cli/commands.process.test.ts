import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Drawing } from '../../src/core/drawing/drawing.ts';
import {
  analyzeDocumentSchema,
  checkDocumentSchema,
  runsDocumentSchema,
} from '../../src/protocol/commandLine.ts';
import { examplePath, runCli } from '../support/runCli.ts';
import { sarifLog } from '../support/sarifStructure.ts';

const folder = mkdtempSync(join(tmpdir(), 'resnet-commands-'));
const good = join(folder, 'good.resnet.yaml');
const bad = join(folder, 'bad.resnet.yaml');

beforeAll(() => {
  const text = readFileSync(examplePath('resnet-cifar10'), 'utf8');
  writeFileSync(good, text);
  writeFileSync(bad, text.replace('repeat: $n, stride: 2}', 'repeat: $n, stride: 2, shortcut: identity}'));
  writeFileSync(join(folder, 'picture.png'), new Uint8Array([137, 80, 78, 71, 0, 255]));
  mkdirSync(join(folder, 'empty'));
});
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

describe('resnet graph', () => {
  const out = (name: string): string => join(folder, name);

  it('writes SVG and JSON of the drawing', () => {
    expect(runCli(['graph', good, '--out', out('net.svg')]).code).toBe(0);
    expect(readFileSync(out('net.svg'), 'utf8')).toMatch(/^(<\?xml|<svg)/);
    expect(runCli(['graph', good, '--out', out('net.json'), '--expand', 'all']).code).toBe(0);
    expect(JSON.parse(readFileSync(out('net.json'), 'utf8'))).toBeTypeOf('object');
  });

  it('draws to the right', () => {
    const toTheRight = ['--expand', 'stages', '--direction', 'right'];
    expect(runCli(['graph', good, '--out', out('right.json'), ...toTheRight]).code).toBe(0);
    const { direction, bounds } = JSON.parse(readFileSync(out('right.json'), 'utf8')) as Drawing;
    expect(direction).toBe('right');
    expect(bounds.width).toBeGreaterThan(3 * bounds.height);
    expect(runCli(['graph', good, '--out', out('right.mmd'), ...toTheRight]).code).toBe(0);
    expect(readFileSync(out('right.mmd'), 'utf8')).toMatch(/^flowchart LR$/m);
    expect(runCli(['graph', good, '--out', out('right.dot'), ...toTheRight]).code).toBe(0);
    expect(readFileSync(out('right.dot'), 'utf8')).toMatch(/rankdir=LR/);
  });

  it('draws what changes the size, and the plain twin beside the net', () => {
    expect(runCli(['graph', good, '--out', out('sizes.json'), '--expand', 'sizes', '--twin']).code).toBe(0);
    const { level, nodes } = JSON.parse(readFileSync(out('sizes.json'), 'utf8')) as Drawing;
    expect(level).toBe('sizes');
    expect(nodes.filter(({ id }) => id.startsWith('plain:'))).toHaveLength(nodes.length / 2);
  });

  it('marks what differs from an earlier spec or another variant', () => {
    const file = 'examples/resnet-cifar10.resnet.yaml';
    const compared = ['--expand', 'stages', '--variant', 'resnet32', '--before-variant', 'resnet20'];
    expect(runCli(['graph', file, '--out', out('grown.json'), ...compared]).code).toBe(0);
    const { nodes } = JSON.parse(readFileSync(out('grown.json'), 'utf8')) as Drawing;
    const changed = nodes.filter(({ change }) => change !== null).map(({ id, change }) => [id, change?.type]);
    expect(changed).toEqual(['conv2_x', 'conv3_x', 'conv4_x'].map((id) => [id, 'changed']));
    expect(runCli(['graph', file, '--out', out('grown.svg'), ...compared]).code).toBe(0);
    expect(readFileSync(out('grown.svg'), 'utf8')).toContain('>≠</text>');
    const refused = runCli(['graph', file, '--out', out('grown.mmd'), ...compared]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('A comparison cannot be drawn in');
    const missing = runCli(['graph', file, '--out', out('x.svg'), '--before', out('not-there.resnet.yaml')]);
    expect(missing.code).toBe(2);
  });

  it('writes a PNG with the drawing in it', () => {
    expect(runCli(['graph', good, '--out', out('net.png'), '--expand', 'stages']).code).toBe(0);
    const bytes = readFileSync(out('net.png'));
    expect([...bytes.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
    expect(bytes.readUInt32BE(16)).toBeGreaterThan(100); // the width of IHDR
    expect(bytes.length).toBeGreaterThan(5000);
  });

  it.each([
    [1, 0.5],
    [3, 1.5],
  ])('writes a PNG at scale %d, its sides %d times the usual ones', (scale, times) => {
    const width = (name: string, more: readonly string[]): number => {
      const args = ['graph', good, '--out', out(name), '--expand', 'stages', ...more];
      expect(runCli(args).code).toBe(0);
      return readFileSync(out(name)).readUInt32BE(16);
    };
    const usual = width('usual.png', []);
    const scaled = width(`at${scale}.png`, ['--scale', String(scale)]);
    expect(Math.abs(scaled - times * usual)).toBeLessThanOrEqual(2);
  });

  it.each([
    ['net.png', ['--scale', '20'], 'too large for a PNG'],
    ['net.svg', ['--scale', '2'], '--scale is for .png'],
    ['net.png', ['--scale', '0'], 'from 0.1 to 20'],
    ['net.pdf', [], 'There is no PDF yet'],
  ])('refuses %s with %j', (name, more, message) => {
    const { code, stderr } = runCli(['graph', good, '--out', out(name), '--expand', 'all', ...more]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it('writes Mermaid and DOT, each as what its name ends in', () => {
    for (const [name, start] of [
      ['net.mmd', /^---\ntitle: .*\n---\nflowchart TB\n/],
      ['net.dot', /^digraph \{/],
      ['NET.GV', /^digraph \{/],
    ] as const) {
      expect(runCli(['graph', good, '--out', out(name), '--expand', 'stages']).code).toBe(0);
      expect(readFileSync(out(name), 'utf8')).toMatch(start);
    }
  });

  it.each([
    ['net.csv', 'csv'],
    ['net.md', 'markdown'],
  ])('writes the table of ops to %s as analyze prints it', (name, format) => {
    expect(runCli(['graph', good, '--out', out(name)]).code).toBe(0);
    expect(readFileSync(out(name), 'utf8')).toBe(runCli(['analyze', good, '--format', format]).stdout);
  });

  it('says which characters a PNG cannot show', () => {
    const chinese = out('chinese.resnet.yaml');
    writeFileSync(chinese, readFileSync(good, 'utf8').replace(/^model: .*$/m, 'model: 残差网络'));
    const { code, stderr } = runCli(['graph', chinese, '--out', out('chinese.png'), '--expand', 'stages']);
    expect([code, stderr]).toEqual([
      0,
      expect.stringMatching(/lacks 残 差 网 络, drawn as empty boxes.*\.svg/),
    ]);
    expect(runCli(['graph', chinese, '--out', out('chinese.svg')]).stderr).not.toContain('lacks');
  });

  it.each([
    ['net.bmp', 'does not say what to draw'],
    ['no/such/folder/net.svg', 'does not exist'],
  ])('refuses %s', (name, message) => {
    const { code, stderr } = runCli(['graph', good, '--out', out(name)]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it('draws what could be built of a spec with mistakes, and says so', () => {
    const { code, stderr } = runCli(['graph', bad, '--out', out('bad.svg')]);
    expect(code).toBe(1);
    expect(stderr).toContain('shape.residual-mismatch');
    expect(readFileSync(out('bad.svg'), 'utf8')).toContain('<svg');
  });
});

describe('resnet runs', () => {
  it('lists no runs where there are none', () => {
    const { code, stdout } = runCli(['runs', join(folder, 'empty'), '--format', 'json']);
    expect(code).toBe(0);
    expect(runsDocumentSchema.parse(JSON.parse(stdout))).toEqual({ version: 1, runs: [] });
    expect(runCli(['runs'], { cwd: folder })).toMatchObject({ code: 0, stdout: '' });
  });

  it('says what is wrong with the folder', () => {
    expect(runCli(['runs', join(folder, 'none')])).toMatchObject({ code: 2 });
    expect(runCli(['runs', good]).stderr).toContain('is no folder');
  });
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
