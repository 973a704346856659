import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { CommanderError } from 'commander';
import { exportFiles } from '../pictures/exportFiles.ts';
import { CommandFailure, type ExitCode } from './commandFailure.ts';
import { ResultStream } from './output/resultStream.ts';
import { createProgram } from './program.ts';
import type { Terminal } from './terminal.ts';
import { describeFailure } from './text/failureText.ts';
import { chooseStyle } from './text/style.ts';

/** The bundle's folder, with the other programs and the renderer beside it. */
const dist = dirname(fileURLToPath(import.meta.url));

/** The package's, put in when the bundle is built. */
declare const PRODUCT_VERSION: string;

function processTerminal(results: ResultStream): Terminal {
  const { stdout, stderr, env } = process;
  return {
    out: (text) => {
      results.write(text);
    },
    note: (text) => {
      stderr.write(text);
    },
    outEnded: results.ended,
    outStyle: chooseStyle(stdout.isTTY, env),
    noteStyle: chooseStyle(stderr.isTTY, env),
    width: stderr.isTTY ? stderr.columns : null,
    isNoteInteractive: stderr.isTTY && env['TERM'] !== 'dumb',
  };
}

function exitCodeOf(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // it has been shown already
  if (error instanceof CommandFailure) {
    terminal.note(describeFailure(error, terminal.noteStyle));
    return error.exitCode;
  }
  const details = error instanceof Error ? error : new Error(String(error));
  terminal.note(`resnet: this is a mistake in ResNet Designer, please report it: ${details.message}\n`);
  if (process.env['RESNET_DEBUG'] !== undefined) terminal.note(`${details.stack ?? ''}\n`);
  else terminal.note('  RESNET_DEBUG=1 shows where it happened.\n');
  return 1;
}

async function main(): Promise<void> {
  // Where nobody can be told anything, nothing can be done about it.
  process.stderr.on('error', () => undefined);
  const results = new ResultStream(process.stdout, (message) => {
    terminal.note(describeFailure(new CommandFailure(2, message), terminal.noteStyle));
    process.exitCode = 2;
  });
  const terminal = processTerminal(results);
  const end = (exitCode: ExitCode): void => {
    process.exitCode = results.hasFailed ? 2 : exitCode;
  };
  try {
    const program = createProgram({
      version: PRODUCT_VERSION,
      terminal,
      trainingProgram: join(dist, 'training.cjs'),
      exportFiles: exportFiles(dist),
      helpPage: String(pathToFileURL(join(dist, '..', 'media', 'docs', 'diagnostics.md'))),
      end,
    });
    await program.parseAsync(process.argv);
  } catch (error) {
    end(exitCodeOf(error, terminal));
  }
}

void main();
