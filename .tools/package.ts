import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { build } from './build.ts';
import { cache, dist, root } from './paths.ts';

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
  const target = `${process.platform}-${process.arch}`;
  await createVSIX({
    cwd: stage,
    packagePath: vsixPath,
    dependencies: false,
    rewriteRelativeLinks: false,
    allowMissingRepository: true,
    ...(existsSync(join(dist, 'native', target)) ? { target } : {}),
  });
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
