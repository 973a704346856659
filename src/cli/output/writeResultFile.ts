import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { CommandFailure } from '../commandFailure.ts';

/** Writes a file whole or not at all (beside it, then renamed), or says why it cannot be written. */
export function writeResultFile(path: string, content: string | Uint8Array): void {
  const partial = `${path}.${process.pid}.partial`;
  try {
    writeFileSync(partial, content);
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw unwritable(path, error);
  }
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
