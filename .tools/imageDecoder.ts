import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.ts';

const platform = `${process.platform}-${process.arch}`;
const packages = join(root, 'node_modules', '@img');
/** sharp's addon and libvips, which it finds by this place of both. */
const names = [`sharp-${platform}`, `sharp-libvips-${platform}`];

/** The native files of the image decoder for this system: where in `dist/`, and where they are now. */
export function decoderFiles(): [string, string][] {
  return names.flatMap((name): [string, string][] => {
    const folder = join(packages, name, 'lib');
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((file) => /\.node$|\.so(\.|$)|\.dll$|\.dylib$/.test(file))
      .map((file) => [join('native', platform, name, 'lib', file), join(folder, file)]);
  });
}

/** The module that loads the addon from beside the bundle. */
export function loadDecoder(): string {
  const addon = decoderFiles().find(([path]) => path.endsWith('.node'));
  if (addon === undefined) return `throw new Error('it was not packaged');`;
  return `module.exports = require(${JSON.stringify(`./${addon[0].replaceAll('\\', '/')}`)});`;
}
