import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { TrainingError } from '../trainingError.ts';

/**
 * Writes beside, syncs and renames, so that a reader and a crash see the old file or the new one whole.
 * @param mode of the new file, less what the process's mask takes away.
 */
export function writeAtomically(path: string, content: string | Uint8Array, mode = 0o666): void {
  const beside = `${path}.partial`;
  try {
    const file = openSync(beside, 'w', mode);
    try {
      const bytes = typeof content === 'string' ? Buffer.from(content) : content;
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, path);
    syncFolder(dirname(path));
  } catch (error) {
    rmSync(beside, { force: true });
    throw diskError(path, error);
  }
}

/** Makes the rename itself durable; Windows neither needs nor allows it. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** A failed write as something that a person can act on. */
export function diskError(path: string, error: unknown): TrainingError {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new TrainingError(
      'disk.full',
      2,
      `The disk is full, so ${path} could not be written. Free some space and resume the run; nothing up to its last checkpoint is lost.`,
      { cause: error },
    );
  }
  return new TrainingError('disk.failed', 2, failedText(path, code ?? String(error)), { cause: error });
}

function failedText(path: string, code: string): string {
  const another = 'choose another folder for the run (--out)';
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return `${path} may not be written. Change the permissions of ${dirname(path)}, or ${another}.`;
    case 'EROFS':
      return `${path} lies on a file system that can only be read. To write there is not possible: ${another}.`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `${path} cannot be written, since a part of its path is a file. Check the path, or ${another}.`;
    default:
      return `${path} cannot be written there (${code}). Check the path and the disk, or ${another}.`;
  }
}
