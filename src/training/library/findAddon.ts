import { dirname, join } from 'node:path';
import type { LibraryHost } from './libraryHost.ts';

const ADDON = 'tfjs_binding.node';
/** The addon's path, for tests. */
const ADDON_VARIABLE = 'RESNET_TENSORFLOW_ADDON';

/**
 * The compiled addon: the variable's, else beside the program as it is shipped, else a checkout's cache.
 * @returns null where there is none: TensorFlow cannot be used then.
 */
export function findAddon(program: string, architecture: string, host: LibraryHost): string | null {
  const given = host.env[ADDON_VARIABLE];
  if (given !== undefined && given !== '') return given;
  const shipped = join(dirname(program), 'native', `${host.platform}-${architecture}`, ADDON);
  if (host.exists(shipped)) return shipped;
  for (let above = dirname(program); ; above = dirname(above)) {
    const cache = join(above, '.cache', 'addon');
    const found = host
      .list(cache)
      .map((name) => join(cache, name, ADDON))
      .find((path) => host.exists(path));
    if (found !== undefined) return found;
    if (dirname(above) === above) return null;
  }
}
