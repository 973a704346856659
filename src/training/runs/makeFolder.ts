import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { diskError } from './writeAtomically.ts';

/**
 * Makes a folder and those above it. Node's own recursion does not end where the system says of a folder that
 * exists that it does not, as Linux does in `/proc`.
 */
export function makeFolder(folder: string): void {
  const missing: string[] = [];
  for (let at = folder; !existsSync(at) && dirname(at) !== at; at = dirname(at)) missing.unshift(at);
  for (const path of missing) {
    try {
      mkdirSync(path);
    } catch (error) {
      // Somebody else may have made it in the meantime.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw diskError(path, error);
    }
  }
}
