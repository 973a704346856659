import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SetupContext } from '../../.tools/setup/setupContext.ts';
import { compileAddon } from '../../.tools/tensorflow/compileAddon.ts';
import { fetchLibrary, tensorflowFolder } from '../../.tools/tensorflow/fetchLibrary.ts';
import { provisionTensorflow } from '../../.tools/tensorflow/provisionTensorflow.ts';
import { ToolFailure } from '../../.tools/toolFailure.ts';
import { fakePrograms } from '../support/fakePrograms.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'resnet-tensorflow-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/**
 * A python3 whose pip leaves a wheel and counts how often it was asked. Its arguments are `-m pip --version`,
 * `-m pip download … -d FOLDER NAME` or `-c SCRIPT [WHEEL FOLDER …]`.
 */
function python(steps: { download?: string; unpack?: string } = {}): string {
  const download = steps.download ?? 'true';
  const unpack = steps.unpack ?? 'mkdir -p "$4/lib" "$4/include"';
  return `
case "$*" in
  "-m pip --version") exit 0 ;;
  "-m pip download"*)
    echo download >> ${folder}/calls
    ${download} || exit 1
    for target do [ "$before" = -d ] && break; before=$target; done
    echo wheel > "$target/tensorflow.whl" ;;
  *"import os"*) ${unpack} ;;
esac`;
}

function context(programs: Readonly<Record<string, string>>): SetupContext & { lines: string[] } {
  const lines: string[] = [];
  const path = join(folder, 'programs');
  rmSync(path, { recursive: true, force: true });
  const report = (line: string): void => {
    lines.push(line);
  };
  return { cache: join(folder, 'cache'), env: { PATH: fakePrograms(path, programs) }, report, lines };
}

async function failureOf(attempt: Promise<unknown>): Promise<ToolFailure> {
  const error: unknown = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ToolFailure) return error;
  throw new Error(`expected an explained failure, got ${String(error)}`);
}

const downloads = (): number => readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n').length;

describe('fetching TensorFlow', () => {
  test('fetches and unpacks once', async () => {
    const target = await fetchLibrary(context({ python3: python() }));
    expect(existsSync(join(target, 'lib'))).toBe(true);
    expect(await fetchLibrary(context({}))).toBe(target);
    expect(existsSync(join(folder, 'cache', 'tensorflow', 'download'))).toBe(false);
  });

  test.each([
    ['no Python', {}, /no Python 3/, /Install Python 3 with pip/],
    ['a Python without pip', { python3: '[ "$2" != pip ]' }, /has no pip/, /Install pip/],
    [
      'no network',
      { python3: python({ download: '! echo "NewConnectionError: Failed to establish a new connection"' }) },
      /network or the registry cannot be reached/,
      /Check it/,
    ],
    [
      'a full disk while fetching',
      { python3: python({ download: '! echo "OSError: [Errno 28] No space left on device"' }) },
      /disk is full/,
      /Free about 3 GB/,
    ],
    [
      'a full disk while unpacking',
      { python3: python({ unpack: 'echo "OSError: [Errno 28] No space left on device"; exit 1' }) },
      /disk is full/,
      /Free about 3 GB/,
    ],
    [
      'an unknown failure of pip',
      { python3: python({ download: '! echo "something odd"' }) },
      /something odd/,
      /Look at the lines above/,
    ],
  ])('explains %s', async (_name, programs, message, next) => {
    const failure = await failureOf(fetchLibrary(context(programs)));
    expect(failure.message).toMatch(message);
    expect(failure.next).toMatch(next);
  });

  test('a finished download is not fetched again after an unpacking that failed', async () => {
    await failureOf(fetchLibrary(context({ python3: python({ unpack: 'exit 1' }) })));
    await fetchLibrary(context({ python3: python() }));
    expect(downloads()).toBe(1);
  });

  test('a damaged download is fetched again', async () => {
    const damaged = python({ unpack: 'echo zipfile.BadZipFile: File is not a zip file; exit 1' });
    await failureOf(fetchLibrary(context({ python3: damaged })));
    await fetchLibrary(context({ python3: python() }));
    expect(downloads()).toBe(2);
  });

  test('killed in the middle, it goes on, and nothing half unpacked is taken for whole', async () => {
    const slow = context({
      python3: python({ unpack: `mkdir -p "$4/lib"; touch ${folder}/unpacking; exec sleep 5` }),
    });
    const source = new URL('../../.tools/tensorflow/fetchLibrary.ts', import.meta.url);
    const script = `
      const { fetchLibrary } = await import('${pathToFileURL(source.pathname).href}');
      await fetchLibrary({ cache: '${slow.cache}', env: { PATH: '${slow.env['PATH'] ?? ''}' }, report() {} });`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
    await expect.poll(() => existsSync(join(folder, 'unpacking')), { timeout: 20_000 }).toBe(true);
    child.kill('SIGKILL');
    expect(existsSync(tensorflowFolder(slow.cache))).toBe(false);
    const target = await fetchLibrary(context({ python3: python() }));
    expect(existsSync(join(target, 'include'))).toBe(true);
    expect(downloads()).toBe(1);
  });
});

describe('compiling the addon', () => {
  test('explains a missing compiler', async () => {
    const failure = await failureOf(compileAddon(context({}), folder));
    expect(failure.message).toMatch(/no C\+\+ compiler/);
    expect(failure.next).toMatch(/Install g\+\+/);
  });

  test('shows what a failing compiler said, and leaves no addon', async () => {
    const fake = '[ "$1" = --version ] || { echo "error: this compiler is too old"; exit 1; }';
    const failure = await failureOf(compileAddon(context({ 'g++': fake }), folder));
    expect(failure.message).toMatch(/this compiler is too old/);
    expect(existsSync(join(folder, 'cache', 'addon'))).toBe(false);
  });
});

test('without TensorFlow set-up says why, what to do, and goes on', async () => {
  const without = context({});
  expect(await provisionTensorflow(without)).toBeUndefined();
  expect(without.lines.join('\n')).toMatch(
    /no Python 3[\s\S]*next: Install[\s\S]*everything but fast training works/,
  );
});
