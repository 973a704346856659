import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fakePrograms } from '../support/fakePrograms.ts';

const root = join(import.meta.dirname, '../..');
/** What npm leaves behind when it has installed everything that the lock names. */
const install = 'mkdir -p node_modules && cp package-lock.json node_modules/.package-lock.json';

let checkout: string;

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'resnet-setup-'));
  for (const name of ['setup.mjs', 'package.json', 'package-lock.json']) {
    copyFileSync(join(root, name), join(checkout, name));
  }
  mkdirSync(join(checkout, '.tools'));
  writeFileSync(join(checkout, '.tools', 'main.ts'), "console.log('tools:', ...process.argv.slice(2));");
});

afterEach(() => {
  rmSync(checkout, { recursive: true, force: true });
});

/** The environment in which the fake npm is the only one. */
function environment(npm: string | null): NodeJS.ProcessEnv {
  const folder = join(checkout, 'programs');
  rmSync(folder, { recursive: true, force: true });
  return { PATH: fakePrograms(folder, npm === null ? {} : { npm }) };
}

function setup(npm: string | null): { status: number | null; text: string } {
  const options = { cwd: checkout, env: environment(npm), encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['setup.mjs', 'test'], options);
  return { status, text: stdout + stderr };
}

describe('set-up of the npm packages', () => {
  test('installs, hands over, and is skipped when nothing changed', () => {
    const first = setup(install);
    expect(first).toMatchObject({ status: 0 });
    expect(first.text).toMatch(/installing the npm packages[\s\S]*tools: test/);
    expect(setup('exit 1')).toEqual({ status: 0, text: 'tools: test\n' });
  });

  test('installs again when package.json asks for something else', () => {
    setup(install);
    const manifest = '{"dependencies": {"something-new": "^1.0.0"}}';
    writeFileSync(join(checkout, 'package.json'), manifest);
    expect(setup('echo npm was called; exit 1').text).toContain('npm was called');
  });

  test.each([
    [
      'no network',
      'echo "npm error code ENOTFOUND" >&2; exit 1',
      /registry cannot be reached[\s\S]*Next: Check/,
    ],
    ['a full disk', 'echo "npm error ENOSPC: no space left" >&2; exit 1', /disk is full[\s\S]*Next: Free/],
    ['a folder of somebody else', 'echo "npm error EACCES" >&2; exit 1', /may not write[\s\S]*Next: Make/],
    [
      'an unknown failure',
      'echo "npm error odd" >&2; exit 1',
      /npm error odd[\s\S]*could not install[\s\S]*Next: /,
    ],
    ['an npm that does nothing', 'exit 0', /not those of package-lock[\s\S]*Next: Remove node_modules/],
  ])('explains %s', (_name, npm, message) => {
    const { status, text } = setup(npm);
    expect(status).toBe(1);
    expect(text).toMatch(message);
    expect(text).not.toMatch(/^\s+at /m);
  });

  test('explains a missing npm', () => {
    const { status, text } = setup(null);
    expect(status).toBe(1);
    expect(text).toMatch(/npm cannot be started[\s\S]*Next: Install Node\.js with npm/);
  });

  test('goes on after an interruption, and does not trust what was half installed', async () => {
    const env = environment(`${install}; touch started; exec sleep 60`);
    const child = spawn(process.execPath, ['setup.mjs', 'test'], { cwd: checkout, env, stdio: 'ignore' });
    await until(() => existsSync(join(checkout, 'started')));
    child.kill('SIGINT');
    expect(await exitCode(child)).not.toBe(0);
    const second = setup(install);
    expect(second.status).toBe(0);
    expect(second.text).toMatch(/installing[\s\S]*tools: test/);
  });

  test('goes on after it was killed', async () => {
    const env = environment('touch started; exec sleep 5');
    const child = spawn(process.execPath, ['setup.mjs', 'test'], { cwd: checkout, env, stdio: 'ignore' });
    await until(() => existsSync(join(checkout, 'started')));
    child.kill('SIGKILL');
    await exitCode(child);
    expect(setup(install).status).toBe(0);
  });
});

async function until(condition: () => boolean): Promise<void> {
  await expect.poll(condition, { timeout: 20_000 }).toBe(true);
}

function exitCode(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    child.on('exit', (code) => {
      resolve(code);
    });
  });
}
