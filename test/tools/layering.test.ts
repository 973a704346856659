import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Every source file of a room, as dependency-cruiser names it. */
function sourcesOf(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`);
}

const folders = ['src', 'webview', '.tools'];
let result: ICruiseResult;

beforeAll(async () => {
  const options = await extractDepcruiseOptions(join(root, '.dependency-cruiser.cjs'));
  const tsConfig = extractTSConfig(join(root, 'tsconfig.json'));
  const { output } = await cruise(folders, { ...options, baseDir: root }, undefined, { tsConfig });
  if (typeof output === 'string') throw new Error(output);
  result = output;
}, 120_000);

test('rooms import only what the architecture allows', () => {
  const violations = result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
  expect(violations).toEqual([]);
});

test('every source file was looked at, and with its imports', () => {
  const seen = new Map(result.modules.map((module) => [module.source, module.dependencies.length]));
  const sources = folders.flatMap(sourcesOf);
  expect(sources.filter((source) => !seen.has(source))).toEqual([]);
  expect(sources.length).toBeGreaterThan(100);
  const importing = sources.filter((source) => (seen.get(source) ?? 0) > 0);
  expect(importing.length).toBeGreaterThan(sources.length / 2);
});

test('a forbidden import is seen', async () => {
  const forbidden = { name: 'probe', severity: 'error', from: {}, to: { path: 'node:path|^path$' } } as const;
  const options = { ruleSet: { forbidden: [forbidden] }, validate: true, baseDir: root };
  const { output } = await cruise(['.tools/paths.ts'], options);
  if (typeof output === 'string') throw new Error(output);
  expect(output.summary.violations.map(({ rule }) => rule.name)).toContain('probe');
});
