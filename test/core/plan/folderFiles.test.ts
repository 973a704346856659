import { constants, gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type FileAccess, folderFiles } from '../../../src/core/plan/folderFiles.ts';

const BYTES = Uint8Array.from({ length: 200_000 }, (_, at) => (at * 7 + (at >> 8)) % 251);

/** Files by their full names; `pipe` is one that never ends. */
function accessTo(files: Readonly<Record<string, Uint8Array>>): { access: FileAccess; log: string[] } {
  const log: string[] = [];
  const open = new Map<number, string>();
  const bytesOf = (file: string): Uint8Array => {
    const bytes = files[file];
    if (bytes === undefined) throw new Error(`no ${file}`);
    return bytes;
  };
  return {
    log,
    access: {
      path: { resolve: (folder, path) => `${folder}/${path}` },
      zlib: { gunzipSync, constants },
      fs: {
        existsSync: (file) => file in files,
        statSync: (file) => ({ isFile: () => !file.endsWith('pipe'), size: bytesOf(file).length }),
        openSync(file) {
          log.push(`open ${file}`);
          open.set(open.size + 3, file);
          return open.size + 2;
        },
        readSync(descriptor, into) {
          const file = open.get(descriptor) ?? '';
          log.push(`read ${into.length}`);
          if (file.endsWith('damaged')) throw new Error('the disk is broken');
          into.set(bytesOf(file).subarray(0, into.length));
          return into.length;
        },
        closeSync(descriptor) {
          log.push(`close ${open.get(descriptor) ?? ''}`);
        },
      },
    },
  };
}

describe('the start of a file in the folder of a spec', () => {
  const files = {
    '/net/data': BYTES,
    '/net/data.gz': gzipSync(BYTES),
    '/net/short': BYTES.subarray(0, 5),
    '/net/pipe': BYTES,
    '/net/damaged': BYTES,
    '/net/text.gz': BYTES,
  };

  it.each(['data', 'data.gz'])('is as long as was asked for: %s', (path) => {
    const { access } = accessTo(files);
    expect(Buffer.from(folderFiles('/net', access).read(path, 16) ?? [])).toEqual(
      Buffer.from(BYTES.subarray(0, 16)),
    );
  });

  it('takes no more from the disk than that, and of a short file what there is', () => {
    const { access, log } = accessTo(files);
    expect(folderFiles('/net', access).read('short', 16)).toHaveLength(5);
    folderFiles('/net', access).read('data', 16);
    expect(log.filter((line) => line.startsWith('read'))).toEqual(['read 5', 'read 16']);
  });

  it.each(['nowhere', 'text.gz'])('is nothing where it cannot be read: %s', (path) => {
    const { access } = accessTo(files);
    expect(folderFiles('/net', access).read(path, 16)).toBeNull();
  });

  it('does not wait for a pipe', () => {
    const { access, log } = accessTo(files);
    expect(folderFiles('/net', access).read('pipe', 16)).toBeNull();
    expect(log).toEqual([]);
  });

  it('leaves no file open when reading fails', () => {
    const { access, log } = accessTo(files);
    expect(folderFiles('/net', access).read('damaged', 16)).toBeNull();
    expect(log).toEqual(['open /net/damaged', 'read 16', 'close /net/damaged']);
  });

  it('stays unseen where the path is not allowed', () => {
    const { access, log } = accessTo(files);
    const seen = folderFiles('/net', access, (path) => path !== 'data');
    expect([seen.exists('data'), seen.exists('short')]).toEqual([false, true]);
    expect(seen.read('data', 16)).toBeNull();
    expect(log).toEqual([]);
  });
});
