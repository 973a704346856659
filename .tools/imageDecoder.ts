import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.ts';

const platform = `${process.platform}-${process.arch}`;
const packages = join(root, 'node_modules', '@img');
/** sharp's addon and libvips, which it finds by this place of both. */
const names = [`sharp-${platform}`, `sharp-libvips-${platform}`];

/** What says under which licences the libraries are: those of libvips are listed in its README. */
const LICENCES = ['LICENSE', 'README.md'];

/** The native files of the image decoder for this system: where in `dist/`, and where they are now. */
export function decoderFiles(): [string, string][] {
  return names.flatMap((name): [string, string][] => {
    const folder = join(packages, name, 'lib');
    if (!existsSync(folder)) return [];
    const libraries = readdirSync(folder).filter((file) => /\.node$|\.so(\.|$)|\.dll$|\.dylib$/.test(file));
    const inFolder = [...libraries.map((file) => join('lib', file)), ...LICENCES];
    return inFolder
      .filter((file) => existsSync(join(packages, name, file)))
      .map((file) => [join('native', platform, name, file), join(packages, name, file)]);
  });
}

/** The module that loads the addon from beside the bundle. */
export function loadDecoder(): string {
  const addon = decoderFiles().find(([path]) => path.endsWith('.node'));
  if (addon === undefined) return `throw new Error('it was not packaged');`;
  return `module.exports = require(${JSON.stringify(`./${addon[0].replaceAll('\\', '/')}`)});`;
}
