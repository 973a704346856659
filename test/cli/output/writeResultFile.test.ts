import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { writeResultFile } from '../../../src/cli/output/writeResultFile.ts';

describe('writing a result', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'resnet-result-'));
    onTestFinished(() => {
      rmSync(folder, { recursive: true });
    });
  });

  it('replaces a file and leaves nothing beside it', () => {
    const path = join(folder, 'net.svg');
    writeFileSync(path, 'old');
    writeResultFile(path, 'new');
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['net.svg']);
  });

  it.each([true, false])(
    'writes what a link leads to and keeps the link; the target exists: %s',
    (exists) => {
      const [target, link] = [join(folder, 'target.svg'), join(folder, 'link.svg')];
      if (exists) writeFileSync(target, 'old');
      symlinkSync('target.svg', link);
      writeResultFile(link, 'new');
      expect([readlinkSync(link), readFileSync(target, 'utf8')]).toEqual(['target.svg', 'new']);
    },
  );

  it.runIf(existsSync('/dev/full'))('writes to a device as it is, and tells its error', () => {
    const link = join(folder, 'full.svg');
    symlinkSync('/dev/full', link);
    expect(() => {
      writeResultFile(link, 'new');
    }).toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringContaining('disk is full') as string }),
    );
    expect([statSync('/dev/full').isCharacterDevice(), lstatSync(link).isSymbolicLink()]).toEqual([
      true,
      true,
    ]);
  });

  it('says that the folder is missing', () => {
    expect(() => {
      writeResultFile(join(folder, 'none', 'net.svg'), '');
    }).toThrow(/does not exist/);
  });
});
