import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FetchLibraryRequest } from '../../protocol/launcher.ts';
import { LIBRARY_FILES } from '../library/findLibrary.ts';
import { diskError } from '../runs/writeAtomically.ts';
import { TrainingError } from '../trainingError.ts';
import type { CommandContext } from './command.ts';
import { type ProgramResult, runProgram } from './runProgram.ts';

const VERSION = '2.18.1';
/** Of the wheel, and of the two files that are taken out of it. */
const WHEEL_BYTES = 230_236_181;
const UNPACKED_BYTES = 682_569_648;
const REPORT_EVERY_MS = 250;

const PLATFORMS: Readonly<Partial<Record<string, readonly string[]>>> = {
  x64: ['manylinux2014_x86_64', 'manylinux_2_27_x86_64'],
  arm64: ['manylinux2014_aarch64', 'manylinux_2_27_aarch64'],
};

/** Takes two members out of a wheel: the wheel, the folder, and their names as arguments. */
const UNPACK = `
import os, shutil, sys, zipfile
wheel, folder, *names = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    for name in names:
        with archive.open('tensorflow/' + name) as source, open(os.path.join(folder, name), 'wb') as sink:
            shutil.copyfileobj(source, sink, 1 << 20)
`;

/** Fetches TensorFlow's library through the user's own pip into a folder of the product. */
export async function fetchLibrary(request: FetchLibraryRequest, context: CommandContext): Promise<void> {
  const folder = join(request.storage, `tensorflow-${VERSION}`);
  if (!LIBRARY_FILES.every((name) => existsSync(join(folder, name))))
    await fetchInto(folder, request, context);
  const bytes = LIBRARY_FILES.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  context.answer({ type: 'fetched', folder, version: VERSION, bytes });
}

async function fetchInto(
  folder: string,
  { python, storage }: FetchLibraryRequest,
  context: CommandContext,
): Promise<void> {
  const work = join(storage, `.fetching-${process.pid}`);
  try {
    mkdirSync(join(work, 'library'), { recursive: true });
  } catch (error) {
    throw diskError(work, error);
  }
  try {
    const interpreter = python ?? 'python3';
    const wheel = await download(interpreter, work, context);
    await unpack(interpreter, wheel, join(work, 'library'), context);
    rmSync(folder, { recursive: true, force: true });
    renameSync(join(work, 'library'), folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function download(python: string, work: string, context: CommandContext): Promise<string> {
  const platforms = process.platform === 'linux' ? PLATFORMS[process.arch] : undefined;
  if (platforms === undefined) {
    throw failed(`There is no TensorFlow to fetch for ${process.platform} ${process.arch}.`);
  }
  const args = ['-m', 'pip', 'download', '--disable-pip-version-check', '--no-deps', '--progress-bar', 'off'];
  args.push('--no-cache-dir', '--only-binary=:all:', '--python-version', '3.11', '--implementation', 'cp');
  args.push(...platforms.flatMap((platform) => ['--platform', platform]));
  args.push('-d', work, `tensorflow-cpu==${VERSION}`);
  // pip keeps what it has so far in its temporary folder, so the size of both is the progress.
  const stopReporting = reportGrowth(work, 'download', WHEEL_BYTES, context);
  const environment = { ...process.env, TMPDIR: work };
  const result = await runProgram(python, args, environment, context.signal).finally(stopReporting);
  if (result.code !== 0) throw explain(python, result);
  const wheel = readdirSync(work).find((name) => name.endsWith('.whl'));
  if (wheel === undefined) throw failed('pip ended well but left no wheel.');
  return join(work, wheel);
}

async function unpack(python: string, wheel: string, folder: string, context: CommandContext): Promise<void> {
  const stopReporting = reportGrowth(folder, 'unpack', UNPACKED_BYTES, context);
  const args = ['-I', '-c', UNPACK, wheel, folder, ...LIBRARY_FILES];
  const result = await runProgram(python, args, process.env, context.signal).finally(stopReporting);
  if (result.code !== 0) throw explain(python, result);
}

function reportGrowth(
  folder: string,
  phase: 'download' | 'unpack',
  totalBytes: number,
  { answer }: CommandContext,
): () => void {
  const report = (): void => {
    answer({ type: 'progress', phase, doneBytes: Math.min(totalBytes, folderBytes(folder)), totalBytes });
  };
  report();
  const timer = setInterval(report, REPORT_EVERY_MS);
  return () => {
    clearInterval(timer);
  };
}

function folderBytes(folder: string): number {
  let bytes = 0;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    // pip moves its files while they are counted.
    const found = statSync(join(folder, name), { throwIfNoEntry: false });
    if (found?.isFile() === true) bytes += found.size;
  }
  return bytes;
}

function explain(python: string, { code, output }: ProgramResult): TrainingError {
  if (code === null)
    return failed(`There is no ${python}. Install Python 3 with pip, or name one in the settings.`);
  if (/No module named pip/.test(output)) {
    return failed(
      `${python} has no pip. Install it (Debian: apt install python3-pip; elsewhere: ${python} -m ensurepip).`,
    );
  }
  if (/No space left|ENOSPC/.test(output)) {
    return new TrainingError(
      'disk.full',
      2,
      'The disk is full: TensorFlow needs about 1 GB while it is fetched.',
    );
  }
  if (/Could not find a version|No matching distribution/.test(output)) {
    return failed(
      `pip's package index does not have tensorflow-cpu ${VERSION}. Look at pip's settings (pip config list).`,
    );
  }
  if (
    /NewConnectionError|ConnectTimeout|Temporary failure in name resolution|ReadTimeout|ProxyError/.test(
      output,
    )
  ) {
    return failed(
      "pip cannot reach its package index. Look at the network, and at pip's settings (pip config list).",
    );
  }
  return failed(`pip failed: ${output.trim().split('\n').pop() ?? ''}`);
}

function failed(text: string): TrainingError {
  return new TrainingError('library.fetch-failed', 3, text);
}
