import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { explainFailure } from '../setup/explainFailure.ts';
import { runProgram, type SetupContext } from '../setup/setupContext.ts';
import { ToolFailure } from '../toolFailure.ts';
import { findPip } from './findPip.ts';
import {
  headers,
  libraries,
  tensorflowVersion,
  unpackedBytes,
  wheelBytes,
  wheelPlatforms,
} from './release.ts';

/** The folder with `lib/` and `include/`; it exists only when everything in it is whole. */
export function tensorflowFolder(cache: string): string {
  return join(cache, 'tensorflow', tensorflowVersion);
}

/**
 * Fetches TensorFlow's wheel with pip and unpacks the library and the headers. A finished download stays
 * until it is unpacked, so an interrupted set-up goes on there.
 * @returns the folder with `lib/` and `include/`.
 */
export async function fetchLibrary(context: SetupContext): Promise<string> {
  const folder = tensorflowFolder(context.cache);
  if (existsSync(folder)) return folder;
  const downloads = join(context.cache, 'tensorflow', 'download');
  mkdirSync(downloads, { recursive: true });
  requireSpace(downloads);
  const python = await findPip(context);
  const started = performance.now();
  const wheel = findWheel(downloads) ?? (await download(context, python, downloads));
  await unpack(context, python, wheel, folder);
  rmSync(downloads, { recursive: true, force: true });
  context.report(`TensorFlow is there, after ${Math.round((performance.now() - started) / 1000)} s.`);
  return folder;
}

function requireSpace(folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  const needed = wheelBytes + unpackedBytes;
  if (bavail * bsize > needed) return;
  throw new ToolFailure(
    `TensorFlow needs ${megabytes(needed)} MB, and ${megabytes(bavail * bsize)} MB are free in ${folder}.`,
    'Free some space and run the same command again.',
  );
}

function findWheel(folder: string): string | undefined {
  const name = readdirSync(folder).find((entry) => entry.endsWith('.whl'));
  return name === undefined ? undefined : join(folder, name);
}

async function download(context: SetupContext, python: string, downloads: string): Promise<string> {
  const platforms = wheelPlatforms[process.arch];
  if (process.platform !== 'linux' || platforms === undefined) {
    throw new ToolFailure(
      `This set-up knows no TensorFlow for ${process.platform} ${process.arch}.`,
      'Everything else works; training runs on the slow wasm backend.',
    );
  }
  const temporary = join(downloads, 'partial');
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  const args = ['-m', 'pip', 'download', '--disable-pip-version-check', '--no-deps', '--progress-bar', 'off'];
  args.push('--retries', '2', '--timeout', '15');
  args.push('--only-binary=:all:', '--python-version', '3.11', '--implementation', 'cp');
  args.push(...platforms.flatMap((platform) => ['--platform', platform]));
  args.push('-d', downloads, `tensorflow-cpu==${tensorflowVersion}`);
  const timer = reportGrowth(context, temporary);
  try {
    const env = { ...context.env, TMPDIR: temporary };
    const result = await runProgram(context, python, args, { env });
    if (result?.code !== 0) throw explainFailure('Fetching TensorFlow with pip', result?.output ?? '');
  } finally {
    clearInterval(timer);
    rmSync(temporary, { recursive: true, force: true });
  }
  const wheel = findWheel(downloads);
  if (wheel !== undefined) return wheel;
  throw new ToolFailure('pip ended well but left no wheel.', 'Run the same command again.');
}

/** pip keeps what it has so far in its temporary folder; its size is the progress. */
function reportGrowth(context: SetupContext, folder: string): NodeJS.Timeout {
  context.report(`fetching TensorFlow ${tensorflowVersion} (${megabytes(wheelBytes)} MB) with pip …`);
  let shown = 0;
  return setInterval(() => {
    const share = Math.floor((10 * folderBytes(folder)) / wheelBytes);
    if (share > shown && share < 10) context.report(`fetching TensorFlow: ${share * 10} %`);
    shown = Math.max(shown, share);
  }, 500);
}

function folderBytes(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    // pip moves its files while they are counted.
    bytes += statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
  }
  return bytes;
}

/** Takes the named members out of a wheel into a folder: pairs of member and path as further arguments. */
const unpackScript = `
import os, shutil, sys, zipfile
wheel, folder, *pairs = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    for member, path in zip(pairs[::2], pairs[1::2]):
        target = os.path.join(folder, path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with archive.open(member) as source, open(target, 'wb') as sink:
            shutil.copyfileobj(source, sink, 1 << 20)
`;

async function unpack(context: SetupContext, python: string, wheel: string, folder: string): Promise<void> {
  context.report(`unpacking TensorFlow (${megabytes(unpackedBytes)} MB) …`);
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  const members = [
    ...libraries.flatMap((name) => [`tensorflow/${name}`, `lib/${name}`]),
    ...headers.flatMap((name) => [`tensorflow/include/${name}`, `include/${name}`]),
  ];
  const result = await runProgram(context, python, ['-c', unpackScript, wheel, partial, ...members]);
  if (result?.code !== 0) {
    const output = result?.output ?? '';
    if (/BadZipFile|KeyError|Bad CRC/.test(output)) rmSync(wheel, { force: true });
    throw explainFailure('Unpacking TensorFlow', output);
  }
  renameSync(partial, folder);
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6);
}
