import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { vsixPath } from '../../.tools/package.ts';
import { dist } from '../../.tools/paths.ts';
import { readZip } from '../support/readZip.ts';

const files = readZip(vsixPath);
const names = [...files.keys()].sort();

test('the package holds what the product needs', () => {
  const needed = ['extension.cjs', 'server.cjs', 'cli.cjs', 'training.cjs', 'worker.cjs', 'pictures.cjs'];
  const pages = [
    'webview/graph.js',
    'webview/training.js',
    'webview/standalone.js',
    'index_bg.wasm',
    'tfjs-backend-wasm-simd.wasm',
  ];
  const paths = [...needed, ...pages].map((name) => `extension/dist/${name}`);
  const others = ['package.json', 'package.nls.json', 'readme.md', 'changelog.md', 'LICENSE.txt'];
  const examples = ['examples/resnet20-digits.resnet.yaml', 'media/icon.png', 'media/docs/language.md'];
  const wanted = [...paths, ...[...others, ...examples].map((name) => `extension/${name}`)];
  expect(wanted.filter((path) => !names.includes(path))).toEqual([]);
});

test('the package holds nothing else', () => {
  const allowed =
    /^(\[Content_Types\]\.xml|extension\.vsixmanifest|extension\/(package(\.nls)?\.json|readme(\.zh-cn)?\.md|changelog\.md|LICENSE\.txt|dist\/.*\.(cjs|js|css|wasm|ttf)|dist\/native\/.*(\.node|\.so[.\d]*|\/LICENSE|\/README\.md)|media\/.*(\.png|\.svg|\.json|\.md|\.ttf|\/LICENSE)|examples\/.*(\.yaml|\.md|-ubyte)))$/i;
  expect(names.filter((name) => !allowed.test(name))).toEqual([]);
});

test('the addon of this system is inside where it was compiled', () => {
  const addon = `native/${process.platform}-${process.arch}/tfjs_binding.node`;
  expect(names.includes(`extension/dist/${addon}`)).toBe(existsSync(join(dist, addon)));
});

test('the package asks for no other package and names no folder of this machine', () => {
  const entry = files.get('extension/package.json');
  if (entry === undefined) throw new Error('no package.json');
  const manifest = JSON.parse(String(entry)) as Record<string, unknown>;
  expect(Object.keys(manifest)).not.toContain('dependencies');
  const root = join(import.meta.dirname, '../..');
  const named = [...files].filter(([name, data]) => {
    return /\.(cjs|js|json)$/.test(name) && data.includes(root);
  });
  expect(named.map(([name]) => name)).toEqual([]);
});

test('the package is small', () => {
  // The image decoder's library is more than half of it; what is ours alone stays below 8 MB.
  const decoder = [...files].filter(([name]) => name.includes('/sharp-'));
  const decoderBytes = decoder.reduce((sum, [, data]) => sum + deflateRawSync(data).length, 0);
  expect(decoderBytes).toBeLessThan(9_000_000);
  expect(statSync(vsixPath).size - decoderBytes).toBeLessThan(8_000_000);
});
