import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const program = join(root, 'dist', 'cli.cjs');

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** A file to send the standard output to. */
  readonly stdoutTo?: string;
}

/** An example's path, e.g. `examplePath('resnet-cifar10')`. */
export function examplePath(name: string): string {
  return join(root, 'examples', `${name}.resnet.yaml`);
}

/** Runs the built command line to its end, as a script would: no terminal, so no colours. */
export function runCli(args: readonly string[], options: CliOptions = {}): CliResult {
  const output = options.stdoutTo === undefined ? 'pipe' : openSync(options.stdoutTo, 'w');
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: options.cwd ?? root,
    env: { ...process.env, NO_COLOR: '', ...options.env },
    encoding: 'utf8',
    maxBuffer: 64_000_000,
    stdio: ['ignore', output, 'pipe'],
  });
  if (typeof output === 'number') closeSync(output);
  return { code: status, stdout, stderr };
}

export interface RunningCli {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly ended: Promise<CliResult>;
}

/** Starts the built command line. */
export function spawnCli(args: readonly string[]): RunningCli {
  const child = spawn(process.execPath, [program, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = once(child, 'close');
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString('utf8');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  const ended = closed.then(([code]) => ({ code: code as number | null, stdout, stderr }));
  return { child, ended };
}

/** Starts the command line, sends it a signal when its output holds `text`, and waits for its end. */
export function interruptCli(
  args: readonly string[],
  text: string,
  signal: NodeJS.Signals,
): Promise<CliResult> {
  const { child, ended } = spawnCli(args);
  let output = '';
  let isSent = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
      if (isSent || !output.includes(text)) return;
      isSent = true;
      child.kill(signal);
    });
  }
  return ended;
}
