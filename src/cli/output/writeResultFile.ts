import { lstatSync, readlinkSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CommandFailure } from '../commandFailure.ts';

/** As many as Linux follows. */
const MOST_LINKS = 40;

/**
 * Writes a file whole or not at all (beside it, then renamed), or says why it cannot be written. A link stays
 * one: what it leads to is written. Devices and pipes are written to as they are.
 */
export function writeResultFile(path: string, content: string | Uint8Array): void {
  const target = linkTarget(path);
  const found = statSync(target, { throwIfNoEntry: false });
  try {
    if (found !== undefined && !found.isFile()) writeFileSync(target, content);
    else writeBeside(target, content);
  } catch (error) {
    throw unwritable(path, error);
  }
}

function writeBeside(path: string, content: string | Uint8Array): void {
  const partial = `${path}.${process.pid}.partial`;
  try {
    writeFileSync(partial, content);
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}

/** Where a path leads over symbolic links, also where there is nothing yet. */
function linkTarget(path: string): string {
  let target = path;
  for (let links = 0; links < MOST_LINKS; links++) {
    if (lstatSync(target, { throwIfNoEntry: false })?.isSymbolicLink() !== true) break;
    target = resolve(dirname(target), readlinkSync(target));
  }
  return target;
}

function unwritable(path: string, error: unknown): CommandFailure {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new CommandFailure(
        2,
        `The folder of ${path} does not exist.`,
        'Make it first, or choose another.',
      );
    case 'EISDIR':
      return new CommandFailure(2, `${path} is a folder.`, 'Name a file in it.');
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new CommandFailure(2, `${path} may not be written.`, 'Choose another place with --out.');
    case 'ENOSPC':
      return new CommandFailure(
        2,
        `The disk is full, so ${path} was not written.`,
        'Make room and try again.',
      );
    default:
      return new CommandFailure(
        2,
        `${path} cannot be written (${code}).`,
        'Choose another place with --out.',
      );
  }
}
