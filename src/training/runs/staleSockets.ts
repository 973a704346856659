import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { SOCKET_NAME } from './controlAddress.ts';

/** A socket that is younger may belong to a process that is just about to listen. */
const YOUNGEST_MS = 10_000;

/** Removes the sockets that killed runs left in a folder: those at which nobody listens. */
export async function removeStaleSockets(folder: string, now: number): Promise<void> {
  const names = readdirSync(folder).filter((name) => SOCKET_NAME.test(name));
  await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const found = lstatSync(path, { throwIfNoEntry: false });
      if (found?.isSocket() !== true || now - found.mtimeMs < YOUNGEST_MS) return;
      if (await refusesConnection(path)) rmSync(path, { force: true });
    }),
  );
}

function refusesConnection(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.on('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === 'ECONNREFUSED');
    });
  });
}
