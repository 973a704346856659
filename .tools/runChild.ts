import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './paths.ts';

export interface ChildResult {
  /** The exit status, or 128 and the signal's number. */
  readonly code: number;
  /** Standard output and error in the order of arrival; empty where they were inherited. */
  readonly output: string;
}

export interface ChildOptions extends SpawnOptions {
  /** Called with each piece of output as it comes. */
  readonly onOutput?: (text: string) => void;
}

/** Runs a program to its end. Rejects only where it cannot be started. */
export function runChild(
  command: string,
  args: readonly string[],
  options: ChildOptions = {},
): Promise<ChildResult> {
  const { onOutput, ...spawnOptions } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...spawnOptions });
    const stopPassing = passSignals(child);
    let output = '';
    const collect = (chunk: Buffer): void => {
      const text = chunk.toString('utf8');
      output += text;
      onOutput?.(text);
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.on('error', (error) => {
      stopPassing();
      reject(error);
    });
    child.on('close', (code, signal) => {
      stopPassing();
      resolve({ code: signal === null ? (code ?? 1) : 128 + constants.signals[signal], output });
    });
  });
}

/** A signal to this process ends the child, which then ends this one. */
function passSignals(child: ChildProcess): () => void {
  const pass = (signal: NodeJS.Signals): void => {
    child.kill(signal);
  };
  process.on('SIGINT', pass);
  process.on('SIGTERM', pass);
  return () => {
    process.off('SIGINT', pass);
    process.off('SIGTERM', pass);
  };
}
