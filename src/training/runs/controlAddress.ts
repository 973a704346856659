import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { ControlAddress } from '../../protocol/trainingControl.ts';
import { runtimeFolder } from './runtimeFolder.ts';

/** The names that sockets get here, by which those of killed runs are known. */
export const SOCKET_NAME = /^[0-9a-f]{12}\.sock$/;

/** A fresh address. The path is short (a socket's may have 103 bytes) and in a folder of this user alone. */
export function newControlAddress(): ControlAddress {
  const name = randomBytes(6).toString('hex');
  const token = randomBytes(24).toString('base64url');
  if (process.platform === 'win32') return { path: `\\\\.\\pipe\\resnet-designer-${name}`, token };
  return { path: join(runtimeFolder(), `${name}.sock`), token };
}
