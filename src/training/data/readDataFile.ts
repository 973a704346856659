import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { TrainingError } from '../trainingError.ts';

/** Data may not be larger than this when unpacked: a gzip file can claim anything. */
const MAX_BYTES = 2 ** 31;

/** The first of these files that exists, unpacked where it ends in `.gz`. */
export function readDataFile(paths: readonly string[]): { readonly path: string; readonly bytes: Buffer } {
  const path = paths.find((candidate) => existsSync(candidate));
  if (path === undefined) {
    throw new TrainingError(
      'data.missing',
      2,
      `The data file ${paths[0] ?? ''} does not exist${paths.length > 1 ? `, nor does ${paths.slice(1).join(' or ')}` : ''}. Give the folder that holds it as the data set's \`path\`.`,
    );
  }
  const bytes = readWhole(path);
  if (!path.endsWith('.gz')) return { path, bytes };
  try {
    return { path, bytes: gunzipSync(bytes, { maxOutputLength: MAX_BYTES }) };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw damaged(path, `expected a complete gzip file, found one that cannot be unpacked (${detail})`);
  }
}

function readWhole(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** What a failed read means for the person. */
export function unreadable(path: string, error: unknown): TrainingError {
  return new TrainingError('data.missing', 2, whyUnreadable(path, error), { cause: error });
}

function whyUnreadable(path: string, error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  switch (code) {
    case 'EISDIR':
      return `${path} is a folder, and a data file of that name was expected. Give the folder that holds the file as the data set's \`path\`.`;
    case 'ENOENT':
      return `The data file ${path} does not exist (any more). Put it back, or name a copy of the data.`;
    case 'EACCES':
    case 'EPERM':
      return `The data file ${path} may not be read. Change its permissions (\`chmod u+r ${path}\`), or name a copy that you may read.`;
    case 'ERR_FS_FILE_TOO_LARGE':
      return `The data file ${path} is larger than 2 GB, which no data set of this form is. Name another one.`;
    default:
      return `The data file ${path} cannot be read (${code}). Check the disk, or name a copy of the data.`;
  }
}

/** @param what the place, what was expected and what was found. */
export function damaged(path: string, what: string): TrainingError {
  return new TrainingError('data.damaged', 1, `${path}: ${what}. Get the file again.`);
}
