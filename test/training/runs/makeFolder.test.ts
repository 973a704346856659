import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../../src/training/runs/makeFolder.ts';
import { diskError } from '../../../src/training/runs/writeAtomically.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

describe('making a run’s folder', () => {
  it('makes those above it as well, and takes one that is there', () => {
    const folder = join(temporaryFolder(), 'a', 'b');
    makeFolder(folder);
    makeFolder(folder);
    expect(existsSync(folder)).toBe(true);
  });

  it.runIf(existsSync('/proc/self'))('ends where the system makes none, and says so', () => {
    const refused = expect.objectContaining({ code: 'disk.failed', exitCode: 2 }) as Error;
    expect(() => {
      makeFolder('/proc/none/run');
    }).toThrow(refused);
    expect(() => {
      makeFolder('/proc/none/run');
    }).toThrow(/\/proc\/none cannot be written there \(ENOENT\).*--out/);
  });

  it('says of a path through a file what is wrong with it', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(() => {
      makeFolder(join(file, 'run'));
    }).toThrow(/a part of its path is a file.*--out/);
  });
});

it('what may not be written is said with the next step, and never as a number of the system alone', () => {
  const failure = (code: string): string =>
    diskError('/far/run', Object.assign(new Error(code), { code })).message;
  expect(failure('EACCES')).toMatch(
    /^\/far\/run may not be written\. Change the permissions of \/far, or .*--out/,
  );
  expect(failure('EROFS')).toMatch(/can only be read.*--out/);
  expect(failure('ENOSPC')).toMatch(/disk is full.*Free some space/);
});
