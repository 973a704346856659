import { resolve } from 'node:path';
import type * as z from 'zod';
import {
  doctorRequestSchema,
  evaluateRequestSchema,
  fetchLibraryRequestSchema,
  foldRequestSchema,
  LAUNCHER_COMMANDS,
  type LauncherCommand,
  type LauncherMessage,
  stopRequestSchema,
  trainRequestSchema,
} from '../protocol/launcher.ts';
import type { CommandContext } from './commands/command.ts';
import { doctor } from './commands/doctor.ts';
import { evaluate } from './commands/evaluate.ts';
import { fetchLibrary } from './commands/fetchLibrary.ts';
import { fold } from './commands/fold.ts';
import { stop } from './commands/stop.ts';
import { train } from './commands/train.ts';
import { errorEvent } from './runs/errorEvent.ts';
import { TrainingError } from './trainingError.ts';

/** `dist/training.cjs`: see the protocol's `launcher.ts` for what it is told and what it answers. */
async function main(): Promise<number> {
  const answer = (message: LauncherMessage): void => {
    console.log(JSON.stringify(message));
  };
  const controller = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      controller.abort();
    });
  }
  try {
    const command = commandFrom(process.argv[2]);
    const program = resolve(process.argv[1] ?? '');
    await run(command, await readStandardInput(), { program, answer, signal: controller.signal });
    return 0;
  } catch (error) {
    const { code, message, exitCode } = errorEvent(error);
    answer({ type: 'error', code, message, exitCode });
    return exitCode;
  }
}

function run(command: LauncherCommand, text: string, context: CommandContext): Promise<void> {
  switch (command) {
    case 'train':
      return train(parse(trainRequestSchema, text), context);
    case 'evaluate':
      return evaluate(parse(evaluateRequestSchema, text), context);
    case 'fold':
      return fold(parse(foldRequestSchema, text), context);
    case 'doctor':
      return doctor(parse(doctorRequestSchema, text), context);
    case 'fetch-library':
      return fetchLibrary(parse(fetchLibraryRequestSchema, text), context);
    case 'stop':
      return stop(parse(stopRequestSchema, text), context);
  }
}

function commandFrom(word: string | undefined): LauncherCommand {
  const command = LAUNCHER_COMMANDS.find((name) => name === word);
  if (command !== undefined) return command;
  throw usage(`Expected one of ${LAUNCHER_COMMANDS.join(', ')}, found ${word ?? 'nothing'}.`);
}

function parse<T>(schema: z.ZodType<T>, text: string): T {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw usage('The request on the standard input is not JSON.');
  }
  const result = schema.safeParse(document);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw usage(`The request is not understood at ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}.`);
}

function usage(text: string): TrainingError {
  return new TrainingError('usage', 2, text);
}

async function readStandardInput(): Promise<string> {
  let text = '';
  process.stdin.setEncoding('utf8');
  for await (const chunk of process.stdin) text += String(chunk);
  return text;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
