import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { removeStaleSockets } from '../../../src/training/runs/staleSockets.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

/** A socket as a killed process leaves it. */
function leaveSocket(path: string): void {
  const script = `require('node:net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))`;
  spawnSync(process.execPath, ['-e', script, path]);
}

async function listenAt(path: string): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(path, resolve);
  });
  onTestFinished(() => {
    server.close();
  });
}

it.skipIf(process.platform === 'win32')('removes what killed runs left, and nothing else', async () => {
  const folder = temporaryFolder();
  leaveSocket(join(folder, '0123456789ab.sock'));
  leaveSocket(join(folder, 'other.sock'));
  await listenAt(join(folder, 'aaaaaaaaaaaa.sock'));
  writeFileSync(join(folder, 'bbbbbbbbbbbb.sock'), 'a file');
  const everything = readdirSync(folder).sort();
  expect(everything).toHaveLength(4);
  // Just made: a run that starts at the same time may be about to listen.
  await removeStaleSockets(folder, Date.now());
  expect(readdirSync(folder).sort()).toEqual(everything);
  await removeStaleSockets(folder, Date.now() + 60_000);
  expect(readdirSync(folder).sort()).toEqual(everything.filter((name) => name !== '0123456789ab.sock'));
});
