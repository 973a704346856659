import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import {
  type LauncherCommand,
  type LauncherMessage,
  launcherMessageSchema,
} from '../../protocol/launcher.ts';
import { CommandFailure } from '../commandFailure.ts';
import { jsonLines } from './jsonLines.ts';
import { whenAborted } from './stopSignals.ts';

type ResultType = Exclude<LauncherMessage['type'], 'error' | 'progress'>;
type ResultOf<T extends ResultType> = Extract<LauncherMessage, { type: T }>;

/** How the training program is asked one thing: the request goes in, its last message comes back. */
export interface LauncherQuestion<T extends ResultType> {
  readonly command: LauncherCommand;
  readonly request: object;
  readonly answer: T;
  /** Ends the program (and what it has begun) when aborted. */
  readonly signal?: AbortSignal;
  /** Ends it without another word. */
  readonly kill?: AbortSignal;
}

/** How long the program may take to end once it is asked to; it gives a worker ten seconds itself. */
const PATIENCE_MS = 15_000;

/**
 * Starts the training program, which is a process of its own so that the command line never loads TensorFlow,
 * and gives its answer. An error that it reports ends the command with the exit code that it names.
 */
export async function askLauncher<T extends ResultType>(
  program: string,
  question: LauncherQuestion<T>,
): Promise<ResultOf<T>> {
  if (!existsSync(program)) {
    throw new CommandFailure(
      3,
      `The training program is missing: ${program}`,
      'Build it with `npm run build`.',
    );
  }
  const child = spawn(process.execPath, [program, question.command], { stdio: ['pipe', 'pipe', 'inherit'] });
  const release = endOnSignals(child, question);
  const ended = once(child, 'close').then(([code]) => code as number | null);
  child.stdin.on('error', () => undefined); // the program may end before it has read everything
  child.stdin.end(JSON.stringify(question.request));
  const last = await lastMessage(child);
  const code = await ended;
  release();
  if (last?.type === 'error') throw new CommandFailure(last.exitCode, last.message);
  if (last?.type === question.answer) return last as ResultOf<T>;
  if (question.signal?.aborted === true) throw new CommandFailure(1, 'Stopped.');
  throw new CommandFailure(
    1,
    `The training program ended without an answer (exit code ${code ?? 'none'}).`,
    '`resnet doctor` says what works here.',
  );
}

/** @returns a function that leaves the signals alone again. */
function endOnSignals(
  child: ChildProcess,
  { signal, kill }: Pick<LauncherQuestion<ResultType>, 'signal' | 'kill'>,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  const endNow = (): void => {
    child.kill('SIGKILL');
  };
  const end = (): void => {
    child.kill('SIGTERM');
    timer = setTimeout(endNow, PATIENCE_MS);
  };
  if (signal !== undefined) whenAborted(signal, end);
  if (kill !== undefined) whenAborted(kill, endNow);
  return () => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
    kill?.removeEventListener('abort', endNow);
  };
}

async function lastMessage(child: ChildProcess): Promise<LauncherMessage | null> {
  let last: LauncherMessage | null = null;
  if (child.stdout === null) return last;
  for await (const value of jsonLines(child.stdout)) {
    const parsed = launcherMessageSchema.safeParse(value);
    if (parsed.success) last = parsed.data;
  }
  return last;
}
