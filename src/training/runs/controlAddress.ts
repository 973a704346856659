import { randomBytes } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { ControlAddress } from '../../protocol/trainingControl.ts';
import { TrainingError } from '../trainingError.ts';

/** A fresh address. The path is short (a socket's may have 103 bytes) and in a folder of this user alone. */
export function newControlAddress(): ControlAddress {
  const name = randomBytes(6).toString('hex');
  const token = randomBytes(24).toString('base64url');
  if (process.platform === 'win32') return { path: `\\\\.\\pipe\\resnet-designer-${name}`, token };
  return { path: join(runtimeFolder(), `${name}.sock`), token };
}

function runtimeFolder(): string {
  const own = process.env['XDG_RUNTIME_DIR'];
  const { uid } = userInfo();
  const folder =
    own !== undefined && own !== '' && own.length < 60
      ? join(own, 'resnet-designer')
      : join(shortTemporary(), `resnet-designer-${uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== uid) {
    throw new TrainingError(
      'disk.failed',
      2,
      `${folder} belongs to another user, so a run cannot be controlled through it. Set XDG_RUNTIME_DIR to a folder of your own.`,
    );
  }
  chmodSync(folder, 0o700);
  return folder;
}

function shortTemporary(): string {
  const folder = tmpdir();
  return folder.length < 60 ? folder : '/tmp';
}
