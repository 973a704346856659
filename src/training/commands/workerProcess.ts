import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import type { Execution } from '../../protocol/launcher.ts';
import { type LauncherMessage, launcherMessageSchema } from '../../protocol/launcher.ts';
import type { RunFile } from '../../protocol/runFolder.ts';
import { probedSchema, type WorkerRequest } from '../../protocol/worker.ts';
import { TrainingError } from '../trainingError.ts';

export interface WorkerEnvironment {
  /** The folder of TensorFlow's library; null for wasm. */
  readonly library: string | null;
  readonly device: Execution['device'];
  readonly threads: RunFile['threads'];
}

/** Starts the worker of a run, detached and without a channel: it outlives whoever starts it. */
export function startWorker(
  program: string,
  request: WorkerRequest,
  environment: WorkerEnvironment,
  log: string,
): ChildProcess {
  const output = openSync(log, 'a');
  try {
    const child = spawn(process.execPath, workerArguments(program, request), {
      detached: true,
      stdio: ['ignore', output, output],
      env: workerVariables(environment),
      windowsHide: true,
    });
    child.unref();
    return child;
  } finally {
    closeSync(output);
  }
}

/** Runs the worker to its end for one answer. */
export async function askWorker(
  program: string,
  request: WorkerRequest,
  environment: WorkerEnvironment,
  signal: AbortSignal,
): Promise<LauncherMessage | { readonly type: 'probed'; readonly device: string; readonly version: string }> {
  const child = spawn(process.execPath, workerArguments(program, request), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: workerVariables(environment),
    signal,
    windowsHide: true,
  });
  const [output, complaints] = await Promise.all([
    collect(child.stdout),
    collect(child.stderr),
    ended(child),
  ]);
  if (signal.aborted) throw new TrainingError('cancelled', 1, 'Cancelled.');
  const line = output.trim().split('\n').pop() ?? '';
  const answer = parseAnswer(line);
  if (answer !== null) return answer;
  const lastWords = complaints.trim().split('\n').pop() ?? '';
  const how = child.signalCode ?? `code ${child.exitCode ?? 0}`;
  throw new TrainingError(
    'worker.failed',
    1,
    `The training process ended without an answer (${how}). ${lastWords}`,
  );
}

async function collect(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  stream.setEncoding('utf8');
  for await (const chunk of stream) text += String(chunk);
  return text;
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.on('close', () => {
      resolve();
    });
    child.on('error', () => {
      resolve();
    });
  });
}

function parseAnswer(
  line: string,
): ReturnType<typeof launcherMessageSchema.parse> | ReturnType<typeof probedSchema.parse> | null {
  try {
    return launcherMessageSchema.or(probedSchema).parse(JSON.parse(line));
  } catch {
    return null;
  }
}

function workerArguments(program: string, request: WorkerRequest): string[] {
  const extension = extname(program);
  const name = extension === '.ts' ? 'worker.ts' : `worker${extension}`;
  return [join(dirname(program), name), JSON.stringify(request)];
}

/**
 * What must stand in the environment before TensorFlow is loaded: where its library lies (the addon's run path
 * does not reach it), oneDNN on, no grabbing of the whole GPU's memory, and how many threads.
 */
function workerVariables({ library, device, threads }: WorkerEnvironment): NodeJS.ProcessEnv {
  const variables: NodeJS.ProcessEnv = {
    ...process.env,
    TF_ENABLE_ONEDNN_OPTS: '1',
    TF_FORCE_GPU_ALLOW_GROWTH: 'true',
    TF_CPP_MIN_LOG_LEVEL: '2',
    TF_NUM_INTRAOP_THREADS: String(threads.intraOp),
    TF_NUM_INTEROP_THREADS: String(threads.interOp),
  };
  if (library !== null) {
    const others = process.env['LD_LIBRARY_PATH'];
    variables['LD_LIBRARY_PATH'] = [library, ...(others === undefined || others === '' ? [] : [others])].join(
      ':',
    );
  }
  // An empty list of devices is what TensorFlow understands as "no GPU".
  if (device === 'cpu') variables['CUDA_VISIBLE_DEVICES'] = '-1';
  return variables;
}
