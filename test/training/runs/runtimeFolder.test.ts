import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runtimeFolder } from '../../../src/training/runs/runtimeFolder.ts';
import { skipUnless } from '../../support/skipUnless.ts';

let session: string;
beforeEach(() => {
  session = mkdtempSync(join(tmpdir(), 'session-'));
  vi.stubEnv('XDG_RUNTIME_DIR', session);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(session, { recursive: true, force: true });
});

describe.skipIf(process.platform === 'win32')('the folder of control sockets', () => {
  const folder = (): string => join(session, 'resnet-designer');

  it("is made in the session's folder, for this user alone", () => {
    expect(runtimeFolder()).toBe(folder());
    expect(statSync(folder()).mode & 0o777).toBe(0o700);
    expect(runtimeFolder()).toBe(folder());
  });

  it('is refused where others can enter, with what to do', () => {
    mkdirSync(folder());
    chmodSync(folder(), 0o750);
    expect(runtimeFolder).toThrow(/can be entered by other users \(its mode is 750\).*chmod 700/);
    expect(statSync(folder()).mode & 0o777).toBe(0o750);
  });

  it('is refused where it is a link or a file', () => {
    symlinkSync(tmpdir(), folder());
    expect(runtimeFolder).toThrow(/is no folder of this user.*XDG_RUNTIME_DIR/);
    rmSync(folder());
    writeFileSync(folder(), '');
    expect(runtimeFolder).toThrow(/is no folder of this user/);
  });

  it('is refused where it is another user’s', (context) => {
    skipUnless(context, userInfo().uid === 0, 'only for root');
    mkdirSync(folder(), { mode: 0o700 });
    chownSync(folder(), 12_345, 12_345);
    expect(runtimeFolder).toThrow(/is no folder of this user/);
  });

  it.each([
    ['is not there', (): string => join(session, 'none')],
    ['is too long for a socket', (): string => join(session, 'x'.repeat(60))],
  ])("lies in the temporary folder where the session's %s", (_, name) => {
    vi.stubEnv('XDG_RUNTIME_DIR', name());
    // A temporary folder of its own, so that nothing of this machine counts.
    vi.stubEnv('TMPDIR', session);
    expect(runtimeFolder()).toBe(join(session, `resnet-designer-${userInfo().uid}`));
  });
});
