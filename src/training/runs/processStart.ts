import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Where in `/proc/PID/stat`, after the name in brackets, the state and the start stand (fields 3 and 22). */
const STATE = 0;
const START = 19;

/**
 * When a process began, in a form of the system's own: with its number it names that process alone. Null where
 * there is none; one that has ended and that nobody has buried is none.
 */
export function processStart(pid: number): string | null {
  if (process.platform === 'win32') return isThere(pid) ? 'unknown' : null;
  return existsSync('/proc/self/stat') ? startInProc(pid) : startByPs(pid);
}

function startInProc(pid: number): string | null {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null;
  }
  // "PID (NAME) STATE …"; the name may hold spaces and brackets itself.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return fields[STATE] === 'Z' || fields[STATE] === 'X' ? null : (fields[START] ?? null);
}

/** For systems without `/proc`, such as macOS. */
function startByPs(pid: number): string | null {
  const { stdout } = spawnSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  const [state = '', ...start] = stdout.trim().split(/\s+/);
  if (state === '' || state.startsWith('Z')) return null;
  return String(Date.parse(start.join(' ')));
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
