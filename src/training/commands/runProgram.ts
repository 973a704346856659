import { spawn } from 'node:child_process';
import { TrainingError } from '../trainingError.ts';

export interface ProgramResult {
  /** Null where the program does not exist. */
  readonly code: number | null;
  /** Of both streams, the last part. */
  readonly output: string;
}

const KEPT_CHARACTERS = 20_000;

/** Runs a program to its end; a cancelled one is killed with the processes that it started. */
export function runProgram(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(cancelled());
      return;
    }
    const child = spawn(program, [...args], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    let output = '';
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-KEPT_CHARACTERS);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const cancel = (): void => {
      if (child.pid === undefined) return;
      if (process.platform === 'win32') child.kill();
      else endGroup(child.pid);
    };
    signal.addEventListener('abort', cancel);
    child.on('error', () => {
      resolve({ code: null, output });
    });
    child.on('close', (code) => {
      signal.removeEventListener('abort', cancel);
      if (signal.aborted) reject(cancelled());
      else resolve({ code: code ?? 1, output });
    });
  });
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGTERM');
  } catch (error) {
    // They have all ended in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function cancelled(): TrainingError {
  return new TrainingError('cancelled', 1, 'Cancelled.');
}
