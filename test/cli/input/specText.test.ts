import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CommandFailure } from '../../../src/cli/commandFailure.ts';
import { readSpecText } from '../../../src/cli/input/specText.ts';
import { skipUnless } from '../../support/skipUnless.ts';

const folder = mkdtempSync(join(tmpdir(), 'resnet-cli-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function failureOf(path: string): CommandFailure {
  try {
    readSpecText(path);
  } catch (error) {
    if (error instanceof CommandFailure) return error;
    throw error;
  }
  throw new Error('it was read');
}

describe('readSpecText', () => {
  it('reads text of any script, without the byte order mark', () => {
    expect(readSpecText(file('a.resnet.yaml', '\ufeffmodel: 残差\r\n'))).toBe('model: 残差\r\n');
  });

  it('names the specs beside a file that is not there', () => {
    file('net.resnet.yaml', '');
    const failure = failureOf(join(folder, 'nett.resnet.yaml'));
    expect(failure.exitCode).toBe(2);
    expect(failure.message).toContain('There is no file');
    expect(failure.whatToDo).toContain('net.resnet.yaml');
  });

  it('names the specs in a folder', () => {
    mkdirSync(join(folder, 'nets'));
    file('nets/one.resnet.yml', '');
    expect(failureOf(join(folder, 'nets'))).toMatchObject({
      message: expect.stringContaining('is a folder') as string,
      whatToDo: 'Specs in nets: one.resnet.yml',
    });
  });

  it.each([
    ['zeros', new Uint8Array([109, 0, 100])],
    ['bytes that are no UTF-8', new Uint8Array([109, 0xff, 0xfe])],
  ])('refuses %s', (_, bytes) => {
    expect(failureOf(file('binary', bytes)).message).toContain('not a text file');
  });

  it('refuses a file without an end before memory is spent', () => {
    expect(failureOf('/dev/zero').message).toContain('larger than 8 MB');
  });

  it('says that a file may not be read', (context) => {
    skipUnless(context, process.getuid?.() !== 0, 'not for root');
    const path = file('secret.resnet.yaml', 'x');
    chmodSync(path, 0);
    expect(failureOf(path).message).toContain('may not be read');
  });
});
