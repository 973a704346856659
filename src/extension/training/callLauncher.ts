import { spawn } from 'node:child_process';
import {
  type LauncherCommand,
  type LauncherMessage,
  launcherMessageSchema,
} from '../../protocol/launcher.ts';
import { LineReader } from './lineReader.ts';
import type { Translate } from './progressText.ts';
import { TrainingFailure } from './trainingProcess.ts';

export interface LauncherCall {
  /** The path of `training.cjs`. */
  readonly program: string;
  readonly command: LauncherCommand;
  /** Sent as one JSON document. */
  readonly request: object;
  readonly signal: AbortSignal;
  readonly onMessage: (message: LauncherMessage) => void;
  readonly t: Translate;
}

const KEPT_ERROR_CHARACTERS = 2000;

/**
 * Runs one command of the launcher on this process' own Node and resolves with its last message. Rejects
 * with the launcher's `error`, with `cancelled` after an abort, or with `worker.failed` where it died wordless.
 */
export async function callLauncher(call: LauncherCall): Promise<LauncherMessage> {
  if (call.signal.aborted) throw cancelled(call.t);
  const child = spawn(process.execPath, [call.program, call.command], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    windowsHide: true,
  });
  const abort = (): void => {
    child.kill('SIGTERM');
  };
  call.signal.addEventListener('abort', abort, { once: true });
  let last: LauncherMessage | null = null;
  let errorText = '';
  const lines = new LineReader();
  const take = (line: string): void => {
    last = parseMessage(line);
    if (last !== null) call.onMessage(last);
  };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    lines.push(chunk).forEach(take);
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errorText = (errorText + chunk).slice(-KEPT_ERROR_CHARACTERS);
  });
  // A launcher that is gone before it has read its request says why on its way out.
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify(call.request));
  try {
    await ended(child, call.t);
    if (lines.rest.trim() !== '') take(lines.rest);
  } finally {
    call.signal.removeEventListener('abort', abort);
  }
  return settle(call, last, errorText);
}

function ended(child: ReturnType<typeof spawn>, t: Translate): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      reject(
        new TrainingFailure(
          'worker.failed',
          t('The training program could not be started: {0}', error.message),
        ),
      );
    });
    child.once('close', () => {
      resolve();
    });
  });
}

function settle(call: LauncherCall, last: LauncherMessage | null, errorText: string): LauncherMessage {
  if (last === null || last.type === 'progress') {
    if (call.signal.aborted) throw cancelled(call.t);
    throw new TrainingFailure('worker.failed', wordlessText(errorText.trim(), call.t));
  }
  if (last.type === 'error') throw new TrainingFailure(last.code, last.message);
  return last;
}

function parseMessage(line: string): LauncherMessage | null {
  try {
    return launcherMessageSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

function wordlessText(printed: string, t: Translate): string {
  return printed === ''
    ? t('The training program ended without an answer. It printed nothing.')
    : t('The training program ended without an answer. It printed: {0}', printed);
}

function cancelled(t: Translate): TrainingFailure {
  return new TrainingFailure('cancelled', t('Cancelled.'));
}
