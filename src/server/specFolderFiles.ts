import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { constants, gunzipSync } from 'node:zlib';
import type { DatasetFiles } from '../core/plan/datasetForms.ts';

/** Unpacked bytes of the start of a file, at most. */
const MOST_BYTES = 64_000_000;
/** Fewer packed bytes may unpack to nothing: a block starts with its code tables. */
const LEAST_PACKED_BYTES = 65_536;

/** A look at the data sets' files that an open spec names; null for a text that is no file. */
export function specFolderFiles(uri: string): DatasetFiles | null {
  const folder = folderOf(uri);
  if (folder === null) return null;
  return {
    exists: (path) => isLocal(path) && existsSync(resolve(folder, path)),
    read(path, length) {
      try {
        return isLocal(path) ? readStart(resolve(folder, path), length) : null;
      } catch {
        return null; // what is wrong with a file is told when a run opens it
      }
    },
  };
}

function folderOf(uri: string): string | null {
  if (!uri.startsWith('file:')) return null;
  try {
    return dirname(fileURLToPath(uri));
  } catch {
    return null;
  }
}

/** A text that was only opened must not make this machine call another one: no network paths of Windows. */
function isLocal(path: string): boolean {
  return !/^[\\/]{2}/.test(path);
}

/** Only of plain files: a pipe would be waited for. */
function readStart(file: string, length: number): Uint8Array | null {
  const status = statSync(file);
  if (!status.isFile()) return null;
  const isPacked = file.endsWith('.gz');
  const wanted = isPacked ? Math.max(length, LEAST_PACKED_BYTES) : length;
  const bytes = Buffer.alloc(Math.min(wanted, status.size));
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, bytes);
  } finally {
    closeSync(descriptor);
  }
  if (!isPacked) return bytes;
  // The packed start may hold more or less than is asked for: take what there is.
  const unpacked = gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: MOST_BYTES });
  return unpacked.subarray(0, length);
}
