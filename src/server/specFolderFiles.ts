import * as fs from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as zlib from 'node:zlib';
import type { DatasetFiles } from '../core/plan/datasetForms.ts';
import { folderFiles } from '../core/plan/folderFiles.ts';

/** A look at the data sets' files that an open spec names; null for a text that is no file. */
export function specFolderFiles(uri: string): DatasetFiles | null {
  const folder = folderOf(uri);
  return folder === null ? null : folderFiles(folder, { fs, path, zlib }, isLocal);
}

function folderOf(uri: string): string | null {
  if (!uri.startsWith('file:')) return null;
  try {
    return path.dirname(fileURLToPath(uri));
  } catch {
    return null;
  }
}

/** A text that was only opened must not make this machine call another one: no network paths of Windows. */
function isLocal(written: string): boolean {
  return !/^[\\/]{2}/.test(written);
}
