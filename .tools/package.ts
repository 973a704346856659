import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from './build.ts';
import { cache, dist, root } from './paths.ts';
import { binPath, toolEnvironment } from './runBin.ts';
import { runChild } from './runChild.ts';
import { explainFailure } from './setup/explainFailure.ts';

/** Where the package for this system lies once it is made. */
export const vsixPath = join(root, 'resnet-designer.vsix');

interface Manifest extends Record<string, unknown> {
  readonly files: readonly string[];
}

/** Fields that concern the checkout alone: everything that the product needs is in its bundles. */
const developmentFields = ['scripts', 'dependencies', 'devDependencies', 'optionalDependencies', 'private'];

/**
 * `run package`: a release build and the .vsix of it. With the addon of this system inside, the package is for
 * this system only; without it, for all.
 */
export async function makePackage(): Promise<number> {
  await build(['--release']);
  await packVsix();
  console.log(`${vsixPath} (${(statSync(vsixPath).size / 1e6).toFixed(1)} MB)`);
  return 0;
}

/** Packs what `dist/` holds now, from a folder that holds nothing but what package.json's `files` lists. */
export async function packVsix(): Promise<void> {
  const stage = join(cache, 'package');
  rmSync(stage, { recursive: true, force: true });
  mkdirSync(stage, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
  for (const name of manifest.files) copyListed(name, stage);
  const shipped = Object.entries(manifest).filter(([field]) => !developmentFields.includes(field));
  writeFileSync(join(stage, 'package.json'), JSON.stringify(Object.fromEntries(shipped), null, 2));
  await runVsce(stage);
}

/** A process of its own, since vsce ends the one that it runs in when something is wrong. */
async function runVsce(stage: string): Promise<void> {
  const args = [binPath('vsce'), 'package', '--out', vsixPath, '--no-dependencies'];
  args.push('--no-rewrite-relative-links', '--allow-missing-repository', '--allow-unused-files-pattern');
  const target = `${process.platform}-${process.arch}`;
  if (existsSync(join(dist, 'native', target))) args.push('--target', target);
  const { code, output } = await runChild(process.execPath, args, { cwd: stage, env: toolEnvironment() });
  if (code !== 0) throw explainFailure('Packing the extension', output);
}

/** Source maps are for the checkout, and runs in `examples/` are whoever's tried the examples. */
function copyListed(name: string, stage: string): void {
  const source = join(root, name);
  if (!existsSync(source)) return;
  cpSync(source, join(stage, name), {
    recursive: true,
    filter: (path) => !path.endsWith('.map') && basename(path) !== 'runs',
  });
}
