import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import type { LauncherMessage } from '../../../src/protocol/launcher.ts';
import { fetchLibrary } from '../../../src/training/commands/fetchLibrary.ts';
import { fakePrograms } from '../../support/fakePrograms.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const NAMES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];

/**
 * A python3 whose `-m pip download … -d FOLDER NAME` and whose `-I -c SCRIPT WHEEL FOLDER NAMES…` do this;
 * `$target` is the folder, and every call is written down.
 */
function python(folder: string, steps: { download?: string; unpack?: string } = {}): string {
  const download = steps.download ?? 'echo wheel > "$target/tensorflow_cpu.whl"';
  const unpack = steps.unpack ?? 'for name in "$6" "$7"; do echo library > "$5/$name"; done';
  return `
echo "$*" >> ${folder}/calls
case "$*" in
  "-m pip download"*)
    for target do [ "$before" = -d ] && break; before=$target; done
    ${download} ;;
  "-I -c"*) ${unpack} ;;
esac`;
}

interface Fetching {
  readonly messages: LauncherMessage[];
  readonly storage: string;
  readonly cancel: () => void;
  readonly done: Promise<void>;
}

/** Fetches with a python3 that does these steps, as it lies on the PATH or as it is named. */
function fetching(
  folder: string,
  script: string | null,
  { isNamed = false, isCancelled = false } = {},
): Fetching {
  const programs = fakePrograms(join(folder, 'programs'), script === null ? {} : { python3: script });
  const storage = join(folder, 'storage');
  const messages: LauncherMessage[] = [];
  const controller = new AbortController();
  if (isCancelled) controller.abort();
  if (!isNamed) vi.stubEnv('PATH', programs);
  const done = fetchLibrary(
    { python: isNamed ? join(programs, 'python3') : null, storage },
    {
      program: '/product/dist/training.cjs',
      answer: (message) => messages.push(message),
      signal: controller.signal,
    },
  ).finally(() => {
    vi.unstubAllEnvs();
  });
  return {
    messages,
    storage,
    done,
    cancel: () => {
      controller.abort();
    },
  };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await delay(10);
}

/** Linux only, as the command is: elsewhere there is nothing to fetch. */
describe.runIf(process.platform === 'linux')('fetching TensorFlow by the own pip', () => {
  it.each([false, true])('takes the two files out of the wheel, once (python named: %s)', async (isNamed) => {
    const folder = temporaryFolder();
    const first = fetching(folder, python(folder), { isNamed });
    await first.done;
    const target = join(first.storage, 'tensorflow-2.18.1');
    const fetched = { type: 'fetched', folder: target, version: '2.18.1', bytes: 16 };
    expect(first.messages.at(-1)).toEqual(fetched);
    expect(readdirSync(target).sort()).toEqual(NAMES);
    expect(readdirSync(first.storage)).toEqual(['tensorflow-2.18.1']);
    const [download = '', unpack = ''] = readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n-I');
    expect(download).toMatch(/^-m pip download .*--no-deps.* tensorflow-cpu==2\.18\.1$/);
    expect(unpack).toContain(NAMES.join(' '));
    const again = fetching(folder, null);
    await again.done;
    expect(again.messages).toEqual([fetched]);
  });

  it('tells how far it is, by what pip has written so far', async () => {
    const folder = temporaryFolder();
    // pip writes into its temporary folder, moves the wheel when it is whole, and ends.
    const download = `
      head -c 1000000 /dev/zero > "$TMPDIR/part"; sleep 0.4
      head -c 2000000 /dev/zero >> "$TMPDIR/part"; sleep 0.4
      mv "$TMPDIR/part" "$target/tensorflow_cpu.whl"`;
    const { messages, done } = fetching(folder, python(folder, { download }));
    await done;
    const progress = messages.filter((message) => message.type === 'progress');
    const downloaded = progress.filter(({ phase }) => phase === 'download');
    const bytes = downloaded.map(({ doneBytes }) => doneBytes);
    expect(bytes).toContain(1_000_000);
    expect(bytes).toContain(3_000_000);
    expect(bytes).toEqual([...bytes].sort((a, b) => a - b));
    // What the package index says of the wheel.
    expect(new Set(downloaded.map(({ totalBytes }) => totalBytes))).toEqual(new Set([230_236_181]));
    expect(progress.at(-1)).toMatchObject({ phase: 'unpack', totalBytes: 682_569_648 });
  });

  it('ends pip and what pip started when it is cancelled, and leaves nothing behind', async () => {
    const folder = temporaryFolder();
    const download = `sleep 300 & echo $! > ${folder}/child; wait`;
    const { storage, done, cancel } = fetching(folder, python(folder, { download }));
    const child = (): string => {
      const path = join(folder, 'child');
      return existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
    };
    await until(() => child() !== '');
    expect(isRunning(child())).toBe(true);
    cancel();
    await expect(done).rejects.toMatchObject({ code: 'cancelled' });
    await until(() => !isRunning(child()));
    expect(readdirSync(storage)).toEqual([]);
  });

  it('cancelled before it began starts nothing', async () => {
    const folder = temporaryFolder();
    const { storage, done } = fetching(folder, python(folder), { isCancelled: true });
    await expect(done).rejects.toMatchObject({ code: 'cancelled' });
    expect(readdirSync(storage)).toEqual([]);
    expect(existsSync(join(folder, 'calls'))).toBe(false);
  });

  it.each([
    ['no Python', null, /There is no python3\. Install Python 3 with pip/],
    ['no pip', 'echo "/usr/bin/python3: No module named pip" >&2; exit 1', /has no pip\. Install it/],
    [
      'no network',
      'echo "NewConnectionError: failed: Temporary failure in name resolution" >&2; exit 1',
      /cannot reach its package index\. Look at the network/,
    ],
    [
      'an index without it',
      'echo "ERROR: No matching distribution found for tensorflow-cpu==2.18.1" >&2; exit 1',
      /does not have tensorflow-cpu 2\.18\.1\. Look at pip's settings/,
    ],
    [
      'something else',
      'echo "ERROR: a; what pip says last" >&2; exit 1',
      /pip failed: ERROR: a; what pip says/,
    ],
    ['no wheel', 'exit 0', /left no wheel/],
  ])('says what to do where there is %s', async (_, script, message) => {
    const folder = temporaryFolder();
    const { storage, done } = fetching(folder, script);
    await expect(done).rejects.toMatchObject({ code: 'library.fetch-failed', exitCode: 3 });
    await expect(done).rejects.toThrow(message);
    expect(readdirSync(storage)).toEqual([]);
  });

  it.each([
    ['while it is fetched', { download: 'echo "OSError: [Errno 28] No space left on device" >&2; exit 1' }],
    ['while it is unpacked', { unpack: 'echo "OSError: [Errno 28] No space left on device" >&2; exit 1' }],
  ])('says that the disk is full %s', async (_, steps) => {
    const folder = temporaryFolder();
    const { storage, done } = fetching(folder, python(folder, steps));
    await expect(done).rejects.toMatchObject({ code: 'disk.full', exitCode: 2 });
    expect(readdirSync(storage)).toEqual([]);
  });

  it('says that its folder cannot be written', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'storage'), 'a file');
    const { done } = fetching(folder, python(folder));
    await expect(done).rejects.toMatchObject({ code: 'disk.failed', exitCode: 2 });
  });

  it('makes a copy whole that has lost a file', async () => {
    const folder = temporaryFolder();
    const target = join(folder, 'storage', 'tensorflow-2.18.1');
    mkdirSync(target, { recursive: true });
    writeFileSync(join(target, NAMES[0] ?? ''), 'old');
    await fetching(folder, python(folder)).done;
    expect(readFileSync(join(target, NAMES[0] ?? ''), 'utf8')).toBe('library\n');
    expect(readdirSync(target).sort()).toEqual(NAMES);
  });
});

function isRunning(pid: string): boolean {
  const path = `/proc/${pid}/stat`;
  return existsSync(path) && !/\) Z /.test(readFileSync(path, 'utf8'));
}
