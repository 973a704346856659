import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hasDesktopCode, openDesktopCode } from '../../.tools/editor/desktopCode.ts';
import { findChromium } from '../../.tools/editor/findChromium.ts';
import { freePort } from '../../.tools/editor/freePort.ts';
import { installCodeServer } from '../../.tools/editor/installCodeServer.ts';
import type { SetupContext } from '../../.tools/setup/setupContext.ts';
import { ToolFailure } from '../../.tools/toolFailure.ts';
import { fakePrograms } from '../support/fakePrograms.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'resnet-start-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function context(programs: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv = {}): SetupContext {
  const PATH = fakePrograms(join(folder, 'programs'), programs);
  return { cache: join(folder, 'cache'), env: { ...env, PATH }, report: () => undefined };
}

test.runIf(process.platform === 'linux')('the desktop editor is taken only with a display', async () => {
  expect(await hasDesktopCode(context({ code: 'exit 0' }, { DISPLAY: ':0' }))).toBe(true);
  expect(await hasDesktopCode(context({ code: 'exit 0' }, { WAYLAND_DISPLAY: 'wayland-0' }))).toBe(true);
  expect(await hasDesktopCode(context({ code: 'exit 0' }))).toBe(false);
  expect(await hasDesktopCode(context({ code: 'exit 1' }, { DISPLAY: ':0' }))).toBe(false);
});

test('no desktop editor is no failure', async () => {
  expect(await hasDesktopCode(context({}, { DISPLAY: ':0' }))).toBe(false);
});

test('the desktop editor gets the package and the folder, and the own editor of the user is left alone', async () => {
  const desktop = context({ code: `echo "$*" >> ${folder}/calls` });
  expect(await openDesktopCode(desktop, '/x.vsix', '/examples', { a: 1 })).toBe(0);
  const calls = readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
  expect(calls[0]).toMatch(/--install-extension \/x\.vsix --force$/);
  expect(calls[1]).toMatch(/--wait \/examples$/);
  for (const call of calls)
    expect(call).toContain(`--user-data-dir ${join(desktop.cache, 'desktop', 'data')}`);
});

test('a port that is taken is explained', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  await expect(freePort(address.port)).rejects.toThrow(/EADDRINUSE/);
  server.close();
  expect(await freePort()).toBeGreaterThan(0);
});

test.each(['--port=many', '--port=70000', '--prt=1'])('%s is explained without a stack trace', (argument) => {
  const setup = join(import.meta.dirname, '../../setup.mjs');
  const { status, stderr } = spawnSync(process.execPath, [setup, 'start', argument], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toMatch(/Stopped: [\s\S]*Next: Use `npm start`/);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test('a missing Chromium and a missing npm are explained', async () => {
  await expect(findChromium(context({}))).rejects.toThrow(/no Chromium on the PATH/);
  await expect(installCodeServer(context({}))).rejects.toThrow(/npm cannot be started/);
});

test('an installation of the browser editor that fails is explained and not taken for whole', async () => {
  const offline = context({ npm: 'echo npm error EAI_AGAIN; exit 1' });
  await expect(installCodeServer(offline)).rejects.toThrow(ToolFailure);
  await expect(installCodeServer(offline)).rejects.toThrow(/registry cannot be reached/);
});
