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
  const detail = error instanceof Error ? error.message : String(error);
  return new TrainingError('disk.failed', 2, `${path} could not be written: ${detail}`, { cause: error });
}
