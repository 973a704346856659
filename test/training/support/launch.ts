import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  type LauncherMessage,
  launcherMessageSchema,
  type TrainRequest,
} from '../../../src/protocol/launcher.ts';
import type { PlanOverrides } from '../../../src/protocol/runFolder.ts';
import type { TrainingEvent } from '../../../src/protocol/trainingEvents.ts';
import { readMetrics } from '../../../src/training/runs/metricsLog.ts';
import { readRunFile } from '../../../src/training/runs/runFileStore.ts';

const program = fileURLToPath(new URL('../../../dist/training.cjs', import.meta.url));
const examples = fileURLToPath(new URL('../../../examples', import.meta.url));

export interface Launched {
  readonly messages: readonly LauncherMessage[];
  readonly exitCode: number | null;
  readonly errors: string;
}

export interface LaunchLimits {
  /** What the launcher and its worker may write into one file. */
  readonly largestFileKilobytes?: number;
}

/** Starts the built launcher as the editor and the command line do. */
export function spawnLauncher(
  command: string,
  request: unknown,
  { largestFileKilobytes }: LaunchLimits = {},
): ChildProcessWithoutNullStreams {
  const start = [process.execPath, program, command] as const;
  const [shell, ...args] =
    largestFileKilobytes === undefined
      ? start
      : (['bash', '-c', `ulimit -f ${largestFileKilobytes}; exec "$0" "$@"`, ...start] as const);
  const child = spawn(shell, args);
  child.stdin.end(JSON.stringify(request));
  return child;
}

/** Runs it to its end. */
export function launch(command: string, request: unknown, limits: LaunchLimits = {}): Promise<Launched> {
  const child = spawnLauncher(command, request, limits);
  let [output, errors] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => {
      const lines = output.trim().split('\n');
      resolve({
        messages: lines.map((line) => launcherMessageSchema.parse(JSON.parse(line))),
        exitCode,
        errors,
      });
    });
  });
}

export const anyExecution = {
  device: 'auto',
  backend: 'auto',
  threads: null,
  library: { path: null, python: null, storage: null },
} as const;

/** A new run of a spec's text. */
export function newRun(
  text: string,
  out: string,
  overrides: Partial<PlanOverrides> = {},
  more: Partial<Extract<TrainRequest, { type: 'new' }>> = {},
): TrainRequest {
  return {
    ...anyExecution,
    type: 'new',
    text,
    specPath: null,
    baseFolder: examples,
    variant: null,
    set: {},
    overrides: { steps: null, epochs: null, batch: null, seed: null, ...overrides },
    executor: null,
    out,
    ...more,
  };
}

/** The text of a file in `examples/`. */
export function exampleText(name: string): string {
  return readFileSync(`${examples}/${name}`, 'utf8');
}

/** Waits until the run's metrics hold an event that fits; fails when the run ended without it. */
export async function untilEvent(
  run: string,
  fits: (event: TrainingEvent) => boolean,
  timeoutMs: number,
): Promise<TrainingEvent> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const events = readMetrics(run);
    const found = events.find(fits);
    if (found !== undefined) return found;
    const last = events[events.length - 1];
    if (last?.event === 'end' || last?.event === 'error')
      throw new Error(`it ended: ${JSON.stringify(last)}`);
    if (Date.now() > deadline) throw new Error(`nothing came; last was ${JSON.stringify(last)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Waits until the run has ended by itself and its process has written so. */
export async function untilEnd(run: string, timeoutMs: number): Promise<TrainingEvent> {
  const end = await untilEvent(run, ({ event }) => event === 'end' || event === 'error', timeoutMs);
  while (readRunFile(run).process !== null) await new Promise((resolve) => setTimeout(resolve, 20));
  return end;
}
