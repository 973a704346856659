import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { callLauncher } from '../../../src/extension/training/callLauncher.ts';
import type { LauncherCommand, LauncherMessage } from '../../../src/protocol/launcher.ts';
import { english } from '../../support/english.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'launcher-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

interface Played {
  readonly answer: Promise<LauncherMessage>;
  readonly messages: LauncherMessage[];
}

/** Runs a program in the launcher's place. `request` and `command` are at its hands. */
async function play(
  code: string,
  signal = new AbortController().signal,
  command: LauncherCommand = 'stop',
): Promise<Played> {
  const program = join(folder, `${Math.random()}.cjs`);
  const prelude = `
    const command = process.argv[2];
    const say = (message) => process.stdout.write(JSON.stringify(message) + '\\n');
    let text = '';
    process.stdin.on('data', (chunk) => { text += chunk; });
    process.stdin.on('end', () => { const request = JSON.parse(text); main(request); });
  `;
  await writeFile(program, `${prelude}\nfunction main(request) { ${code} }`);
  const messages: LauncherMessage[] = [];
  const answer = callLauncher({
    program,
    command,
    request: { run: '/runs/1' },
    signal,
    onMessage: (message) => messages.push(message),
    t: english,
  });
  return { answer, messages };
}

it('sends the request and gives the last message', async () => {
  const { answer } = await play("say({ type: 'stopped', run: request.run, running: command === 'stop' });");
  expect(await answer).toEqual({ type: 'stopped', run: '/runs/1', running: true });
});

it('passes progress on', async () => {
  const { answer, messages } = await play(`
    say({ type: 'progress', phase: 'download', doneBytes: 1, totalBytes: 2 });
    say({ type: 'fetched', folder: '/lib', version: '2.18.1', bytes: 2 });
  `);
  expect(await answer).toMatchObject({ type: 'fetched' });
  expect(messages.map(({ type }) => type)).toEqual(['progress', 'fetched']);
});

it('rejects with what the launcher says', async () => {
  const { answer } = await play(`
    say({ type: 'error', code: 'library.missing', message: 'There is none.', exitCode: 3 });
    process.exitCode = 3;
  `);
  await expect(answer).rejects.toMatchObject({ code: 'library.missing', message: 'There is none.' });
});

it('rejects with what a program printed that died wordless', async () => {
  const { answer } = await play("console.error('out of luck'); process.exit(7);");
  await expect(answer).rejects.toMatchObject({ code: 'worker.failed', message: /out of luck/ });
});

it('cancels', async () => {
  const cancel = new AbortController();
  const { answer } = await play('setInterval(() => {}, 1000);', cancel.signal);
  setTimeout(() => {
    cancel.abort();
  }, 300);
  const before = Date.now();
  await expect(answer).rejects.toMatchObject({ code: 'cancelled' });
  expect(Date.now() - before).toBeLessThan(5_000);
});
