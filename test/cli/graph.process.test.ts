import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Drawing } from '../../src/core/drawing/drawing.ts';
import { readPdf } from '../support/readPdf.ts';
import { runCli } from '../support/runCli.ts';
import { makeSpecFiles } from '../support/specFiles.ts';

const { folder, good, bad } = makeSpecFiles();

afterAll(() => {
  rmSync(folder, { recursive: true });
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
    expect(runCli(['graph', file, '--out', out('grown.mmd'), ...compared]).code).toBe(0);
    expect(readFileSync(out('grown.mmd'), 'utf8')).toContain('["#8800; conv2_x<br/>');
    const refused = runCli(['graph', file, '--out', out('grown.svg'), ...compared, '--twin']);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('A comparison cannot be drawn beside a plain twin');
    const missing = runCli(['graph', file, '--out', out('x.svg'), '--before', out('not-there.resnet.yaml')]);
    expect(missing.code).toBe(2);
  });

  it('compares with the same variant of an earlier spec, as resnet diff does', () => {
    const file = 'examples/resnet-cifar10.resnet.yaml';
    const args = ['graph', file, '--variant', 'resnet32', '--before', good, '--expand', 'stages'];
    expect(runCli([...args, '--out', out('same.json')])).toMatchObject({ code: 0 });
    const { nodes } = JSON.parse(readFileSync(out('same.json'), 'utf8')) as Drawing;
    expect(nodes.filter(({ change }) => change !== null)).toEqual([]);
    // Where it has no such variant it is taken as it is, which is ResNet-20.
    const bare = out('bare.resnet.yaml');
    writeFileSync(bare, readFileSync(good, 'utf8').replaceAll('resnet32', 'another'));
    const { code, stderr } = runCli([
      ...args.slice(0, 5),
      bare,
      '--expand',
      'stages',
      '--out',
      out('other.json'),
    ]);
    expect(code).toBe(0);
    expect(stderr).toContain(`${bare} has no variant resnet32 and is compared without.`);
    const other = JSON.parse(readFileSync(out('other.json'), 'utf8')) as Drawing;
    expect(other.nodes.filter(({ change }) => change !== null)).toHaveLength(3);
  });

  it('tells the mistakes of an earlier spec, those of the same file once', () => {
    const earlier = runCli(['graph', good, '--before', bad, '--out', out('mended.svg')]);
    expect(earlier.code).toBe(1);
    expect(earlier.stderr).toContain(`${bad}:`);
    expect(earlier.stderr).toContain('shape.residual-mismatch');
    expect(readFileSync(out('mended.svg'), 'utf8')).toContain('<svg');
    const same = runCli(['graph', bad, '--before-variant', 'resnet32', '--out', out('same.svg')]);
    expect(same.code).toBe(1);
    const alone = runCli(['graph', bad, '--out', out('same.svg')]);
    expect(same.stderr).toBe(alone.stderr);
  });

  it('says where Mermaid would refuse the flowchart, and nothing where it draws it', () => {
    const large = runCli([
      'graph',
      good,
      '--variant',
      'resnet1202',
      '--expand',
      'all',
      '--out',
      out('large.mmd'),
    ]);
    expect(large.code).toBe(0);
    const refuses =
      /Mermaid refuses more than 500 edges or 50,000 characters.* This has [\d,]+ edges and [\d,]+ char/;
    expect(large.stderr).toMatch(refuses);
    const [first = '', second = '', third = '', fourth = ''] = readFileSync(out('large.mmd'), 'utf8').split(
      '\n',
    );
    expect([first, second, third]).toEqual(['---', expect.stringMatching(/^title/), '---']);
    expect(fourth).toMatch(/^%% Mermaid refuses/);
    expect(runCli(['graph', good, '--expand', 'stages', '--out', out('small.mmd')]).stderr).not.toContain(
      'Mermaid',
    );
    expect(readFileSync(out('small.mmd'), 'utf8')).not.toContain('%%');
  });

  it.each(['net.csv', 'net.md'])('refuses a twin in %s', (name) => {
    const { code, stderr } = runCli(['graph', good, '--twin', '--out', out(name)]);
    expect(code).toBe(2);
    expect(stderr).toContain('--twin is for drawings');
  });

  it('lists what differs as resnet diff does', () => {
    const file = 'examples/resnet-cifar10.resnet.yaml';
    const diff = (format: string): string =>
      runCli(['diff', file, '--variant', 'resnet20', '--against', 'resnet32', '--format', format]).stdout;
    const compared = ['--variant', 'resnet32', '--before-variant', 'resnet20'];
    expect(runCli(['graph', file, '--out', out('grown.csv'), ...compared]).code).toBe(0);
    expect(readFileSync(out('grown.csv'), 'utf8')).toBe(diff('csv'));
    expect(runCli(['graph', file, '--out', out('grown.md'), ...compared]).code).toBe(0);
    // A file that is passed on names no folder.
    expect(readFileSync(out('grown.md'), 'utf8')).toBe(diff('markdown').replaceAll('examples/', ''));
  });

  it('writes a PNG with the drawing in it', () => {
    expect(runCli(['graph', good, '--out', out('net.png'), '--expand', 'stages']).code).toBe(0);
    const bytes = readFileSync(out('net.png'));
    expect([...bytes.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
    expect(bytes.readUInt32BE(16)).toBeGreaterThan(100); // the width of IHDR
    expect(bytes.length).toBeGreaterThan(5000);
  });

  it('writes a PDF whose texts are text', () => {
    expect(runCli(['graph', good, '--out', out('net.pdf'), '--expand', 'stages']).code).toBe(0);
    const { texts, info } = readPdf(readFileSync(out('net.pdf')));
    expect(info['Title']).toBe('ResNet-6n+2 for CIFAR-10');
    expect(texts).toContain('global avg pool');
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
    ['net.pdf', ['--scale', '2'], '--scale is for .png'],
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

  it.each(['png', 'pdf'])('says which characters a %s cannot show', (ending) => {
    const chinese = out('chinese.resnet.yaml');
    writeFileSync(chinese, readFileSync(good, 'utf8').replace(/^model: .*$/m, 'model: 残差网络'));
    const { code, stderr } = runCli([
      'graph',
      chinese,
      '--out',
      out(`chinese.${ending}`),
      '--expand',
      'stages',
    ]);
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
