import type { DatasetFiles } from './datasetForms.ts';

/**
 * What a look at files takes. Node's own modules have this form, so whoever runs on Node hands them over as
 * they are; core itself knows no files.
 */
export interface FileAccess {
  readonly path: { resolve(folder: string, path: string): string };
  readonly fs: {
    existsSync(file: string): boolean;
    statSync(file: string): { isFile(): boolean; readonly size: number };
    openSync(file: string, flags: 'r'): number;
    readSync(descriptor: number, into: Uint8Array): number;
    closeSync(descriptor: number): void;
  };
  readonly zlib: {
    gunzipSync(
      packed: Uint8Array,
      options: { readonly finishFlush: number; readonly maxOutputLength: number },
    ): Uint8Array;
    readonly constants: { readonly Z_SYNC_FLUSH: number };
  };
}

/** Unpacked bytes of the start of a file, at most. */
const MOST_BYTES = 64_000_000;
/** Fewer packed bytes may unpack to nothing: a block starts with its code tables. */
const LEAST_PACKED_BYTES = 65_536;

/**
 * A look at the files that a spec in this folder names.
 * @param isAllowed of a path as the spec writes it: what is not stays unseen.
 */
export function folderFiles(
  folder: string,
  access: FileAccess,
  isAllowed: (path: string) => boolean = () => true,
): DatasetFiles {
  const { path: paths, fs } = access;
  return {
    exists: (path) => isAllowed(path) && fs.existsSync(paths.resolve(folder, path)),
    read(path, length) {
      try {
        return isAllowed(path) ? readStart(paths.resolve(folder, path), length, access) : null;
      } catch {
        return null; // what is wrong with a file is told when a run opens it
      }
    },
  };
}

/** Only of plain files: a pipe would be waited for. */
function readStart(file: string, length: number, { fs, zlib }: FileAccess): Uint8Array | null {
  const status = fs.statSync(file);
  if (!status.isFile()) return null;
  const isPacked = file.endsWith('.gz');
  const wanted = isPacked ? Math.max(length, LEAST_PACKED_BYTES) : length;
  const bytes = new Uint8Array(Math.min(wanted, status.size));
  const descriptor = fs.openSync(file, 'r');
  try {
    fs.readSync(descriptor, bytes);
  } finally {
    fs.closeSync(descriptor);
  }
  if (!isPacked) return bytes;
  // The packed start may hold more or less than is asked for: take what there is.
  const options = { finishFlush: zlib.constants.Z_SYNC_FLUSH, maxOutputLength: MOST_BYTES };
  return zlib.gunzipSync(bytes, options).subarray(0, length);
}
