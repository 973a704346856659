import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { constants, gunzipSync } from 'node:zlib';
import type { DatasetFiles } from '../../core/plan/datasetForms.ts';

/** Unpacked bytes of the start of a file, at most. */
const MOST_BYTES = 64_000_000;
/** Fewer packed bytes may unpack to nothing: a block starts with its code tables. */
const LEAST_PACKED_BYTES = 65_536;

/** A look at the files that a spec in this folder names. */
export function nodeDatasetFiles(folder: string): DatasetFiles {
  return {
    exists: (path) => existsSync(resolve(folder, path)),
    read(path, length) {
      try {
        return readStart(resolve(folder, path), length);
      } catch {
        return null; // what is wrong with a file is told when a run opens it
      }
    },
  };
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
