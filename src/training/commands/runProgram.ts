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
      else process.kill(-child.pid, 'SIGTERM');
    };
    signal.addEventListener('abort', cancel);
    child.on('error', () => {
      resolve({ code: null, output });
    });
    child.on('close', (code) => {
      signal.removeEventListener('abort', cancel);
      if (signal.aborted) reject(new TrainingError('cancelled', 1, 'Cancelled.'));
      else resolve({ code: code ?? 1, output });
    });
  });
}
