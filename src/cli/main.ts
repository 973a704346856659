import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { CommanderError } from 'commander';
import { CommandFailure, type ExitCode } from './commandFailure.ts';
import { createProgram } from './program.ts';
import type { Terminal } from './terminal.ts';
import { describeFailure } from './text/failureText.ts';
import { chooseStyle } from './text/style.ts';

/** The bundle's folder, with the other programs and the renderer beside it. */
const dist = dirname(fileURLToPath(import.meta.url));

function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  return {
    out: (text) => {
      stdout.write(text);
    },
    note: (text) => {
      stderr.write(text);
    },
    outStyle: chooseStyle(stdout.isTTY, env),
    noteStyle: chooseStyle(stderr.isTTY, env),
    width: stderr.isTTY ? stderr.columns : null,
    isNoteInteractive: stderr.isTTY && env['TERM'] !== 'dumb',
  };
}

function productVersion(): string {
  const text = readFileSync(join(dist, '..', 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
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
  const terminal = processTerminal();
  // `resnet analyze … | head` closes the pipe early; that is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  try {
    const program = createProgram({
      version: productVersion(),
      terminal,
      trainingProgram: join(dist, 'training.cjs'),
      pngAssets: { wasmFile: join(dist, 'index_bg.wasm'), fontFolder: join(dist, '..', 'media', 'fonts') },
      helpPage: String(pathToFileURL(join(dist, '..', 'media', 'docs', 'diagnostics.md'))),
      end: (exitCode) => {
        process.exitCode = exitCode;
      },
    });
    await program.parseAsync(process.argv);
  } catch (error) {
    process.exitCode = exitCodeOf(error, terminal);
  }
}

void main();
