import { lstatSync, mkdirSync, type Stats, statSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { TrainingError } from '../trainingError.ts';

/** A longer folder leaves no room for a name in a socket's path. */
const LONGEST_FOLDER = 60;

/** The folder of the sockets, which nobody but this user can enter; an error where that is not so. */
export function runtimeFolder(): string {
  const { uid } = userInfo();
  const session = sessionFolder(uid);
  const folder =
    session === null ? join(shortTemporary(), `resnet-designer-${uid}`) : join(session, 'resnet-designer');
  const found = makeFolder(folder);
  if (!found.isDirectory() || found.uid !== uid) {
    throw refused(folder, 'is no folder of this user', 'Remove it');
  }
  const mode = found.mode & 0o777;
  if ((mode & 0o077) !== 0) {
    throw refused(
      folder,
      `can be entered by other users (its mode is ${mode.toString(8)})`,
      `Run \`chmod 700 ${folder}\``,
    );
  }
  return folder;
}

/** Where the system gives this session a folder; under `su` the variable may still name another user's. */
function sessionFolder(uid: number): string | null {
  const folder = process.env['XDG_RUNTIME_DIR'];
  if (folder === undefined || folder === '' || folder.length >= LONGEST_FOLDER) return null;
  const found = statSync(folder, { throwIfNoEntry: false });
  return found?.isDirectory() === true && found.uid === uid ? folder : null;
}

function shortTemporary(): string {
  const folder = tmpdir();
  return folder.length < LONGEST_FOLDER ? folder : '/tmp';
}

/** Links are not followed: somebody else might have laid one there. */
function makeFolder(folder: string): Stats {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    if (code !== 'EEXIST') throw refused(folder, `cannot be made (${code})`, 'Make room for it');
  }
  return lstatSync(folder);
}

function refused(folder: string, what: string, whatToDo: string): TrainingError {
  return new TrainingError(
    'disk.failed',
    2,
    `${folder} ${what}, so no run can be controlled through it. ${whatToDo}, or set XDG_RUNTIME_DIR to a short folder of your own.`,
  );
}
