import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { CommandFailure } from '../commandFailure.ts';

/** A spec of 6,000 spelled-out lines has 160 KB; what is larger than this is another kind of file. */
const LARGEST_SPEC_BYTES = 8_000_000;
const SPEC_ENDING = /\.resnet\.ya?ml$/;

/** Reads a spec file as text, or says what is wrong with the file and what to do. */
export function readSpecText(path: string): string {
  const bytes = readAtMost(path, LARGEST_SPEC_BYTES + 1);
  if (bytes.length > LARGEST_SPEC_BYTES) {
    throw new CommandFailure(
      2,
      `${path} is larger than ${LARGEST_SPEC_BYTES / 1_000_000} MB, which no spec is.`,
      'Name a .resnet.yaml file.',
    );
  }
  try {
    if (bytes.includes(0)) throw new TypeError('a zero byte');
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CommandFailure(
      2,
      `${path} is not a text file in UTF-8.`,
      'Name a .resnet.yaml file, or save it as UTF-8 in your editor.',
    );
  }
}

/** Reads in pieces, so that a device or a pipe without an end is refused as well. */
function readAtMost(path: string, limit: number): Buffer {
  let file: number | null = null;
  try {
    file = openSync(path, 'r');
    const pieces: Buffer[] = [];
    let total = 0;
    while (total < limit) {
      const piece = Buffer.alloc(Math.min(1 << 16, limit - total));
      const count = readSync(file, piece);
      if (count === 0) break;
      pieces.push(piece.subarray(0, count));
      total += count;
    }
    return Buffer.concat(pieces);
  } catch (error) {
    throw unreadable(path, error);
  } finally {
    if (file !== null) closeSync(file);
  }
}

function unreadable(path: string, error: unknown): CommandFailure {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new CommandFailure(2, `There is no file ${path}.`, suggestSpecs(dirname(path)));
    case 'EISDIR':
      return new CommandFailure(2, `${path} is a folder, not a spec.`, suggestSpecs(path));
    case 'EACCES':
    case 'EPERM':
      return new CommandFailure(2, `${path} may not be read.`, `Check its permissions: ls -l ${path}`);
    default:
      return new CommandFailure(2, `${path} cannot be read (${code}).`, 'Check the disk and the path.');
  }
}

function suggestSpecs(folder: string): string {
  let names: string[];
  try {
    names = readdirSync(folder)
      .filter((name) => SPEC_ENDING.test(name))
      .sort();
  } catch {
    return 'Check the path.';
  }
  if (names.length === 0) return 'Name a .resnet.yaml file.';
  const more = names.length > 5 ? ', …' : '';
  const where = folder === '.' ? 'here' : `in ${basename(folder)}`;
  return `Specs ${where}: ${names.slice(0, 5).join(', ')}${more}`;
}
