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
    const end = (): void => {
      const signal = stopPassing();
      // Now that the child is gone, the signal has its usual effect here, too.
      if (signal !== undefined) process.kill(process.pid, signal);
    };
    let output = '';
    const collect = (chunk: Buffer): void => {
      const text = chunk.toString('utf8');
      output += text;
      onOutput?.(text);
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.on('error', (error) => {
      end();
      reject(error);
    });
    child.on('close', (code, signal) => {
      end();
      resolve({ code: signal === null ? (code ?? 1) : 128 + constants.signals[signal], output });
    });
  });
}

/** Passes signals on to the child. The function returned ends that and says which signal came, if one did. */
function passSignals(child: ChildProcess): () => NodeJS.Signals | undefined {
  let passed: NodeJS.Signals | undefined;
  const pass = (signal: NodeJS.Signals): void => {
    passed = signal;
    child.kill(signal);
  };
  process.on('SIGINT', pass);
  process.on('SIGTERM', pass);
  return () => {
    process.off('SIGINT', pass);
    process.off('SIGTERM', pass);
    return passed;
  };
}
