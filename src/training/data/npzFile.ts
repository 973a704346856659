import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs';
import { totalmem } from 'node:os';
import { constants, crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import { TrainingError } from '../trainingError.ts';
import { sharedBytes } from './dataset.ts';
import { MOST_HEADER_BYTES, type NpyHeader, readNpyHeader } from './npyHeader.ts';
import { damaged, unreadable } from './readDataFile.ts';
import { type RandomAccess, readZipDirectory, type ZipMember, zipDataStart } from './zipDirectory.ts';

/** An array of an .npz archive. */
export interface NpzArray extends NpyHeader {
  /** As NumPy names it: without `.npy`. */
  readonly name: string;
  readonly member: ZipMember;
  /** Where the data of the member begin, packed or not. */
  readonly dataStart: number;
}

/** An open .npz archive. */
export class NpzFile {
  readonly path: string;
  readonly arrays: ReadonlyMap<string, NpzArray>;
  readonly #descriptor: number;

  constructor(path: string) {
    this.path = path;
    try {
      this.#descriptor = openSync(path, 'r');
    } catch (error) {
      throw unreadable(path, error);
    }
    try {
      const file = this.#access();
      const arrays = readZipDirectory(file)
        .filter(({ name }) => name.endsWith('.npy'))
        .map((member) => this.#openArray(file, member));
      this.arrays = new Map(arrays.map((array) => [array.name, array]));
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** The numbers' bytes, unpacked and checked, in shared memory. */
  async load(array: NpzArray): Promise<Uint8Array<SharedArrayBuffer>> {
    const { member, name } = array;
    requireMemory(this.path, array);
    const target = sharedBytes(member.bytes);
    let [at, crc] = [0, 0];
    for await (const chunk of this.#unpacked(array)) {
      if (at + chunk.length > target.length) break;
      target.set(chunk, at);
      crc = crc32(chunk, crc);
      at += chunk.length;
    }
    if (at !== member.bytes || crc !== member.crc32) {
      throw damaged(
        this.path,
        `expected ${member.bytes} bytes of ${name} with the checksum ${hex(member.crc32)}, found ${at} with ${hex(crc)}`,
      );
    }
    return target.subarray(array.bytes);
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  async *#unpacked({ member, name, dataStart }: NpzArray): AsyncGenerator<Uint8Array> {
    if (member.packedBytes === 0) return;
    const end = dataStart + member.packedBytes - 1;
    const packed = createReadStream(this.path, { start: dataStart, end });
    const inflate = member.method === 8 ? createInflateRaw() : null;
    // A pipe would leave the error of its source unheard.
    if (inflate !== null) packed.on('error', (error) => inflate.destroy(error)).pipe(inflate);
    try {
      for await (const chunk of inflate ?? packed) yield chunk as Uint8Array;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).syscall !== undefined) throw unreadable(this.path, error);
      const detail = error instanceof Error ? error.message : String(error);
      throw damaged(
        this.path,
        `expected ${member.packedBytes} packed bytes of ${name} at byte ${dataStart}, found some that cannot be unpacked (${detail})`,
      );
    } finally {
      packed.destroy();
    }
  }

  #access(): RandomAccess {
    const descriptor = this.#descriptor;
    const path = this.path;
    const status = fstatSync(descriptor);
    if (!status.isFile()) throw unreadable(path, Object.assign(new Error(), { code: 'EISDIR' }));
    return {
      path,
      size: status.size,
      read(from, length) {
        const bytes = new Uint8Array(Math.max(0, Math.min(length, status.size - from)));
        try {
          return bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, from));
        } catch (error) {
          throw unreadable(path, error);
        }
      },
    };
  }

  #openArray(file: RandomAccess, member: ZipMember): NpzArray {
    const name = member.name.replace(/\.npy$/, '');
    requirePlain(this.path, member);
    const dataStart = zipDataStart(file, member);
    const packed = file.read(dataStart, Math.min(member.packedBytes, MOST_HEADER_BYTES));
    const header = readNpyHeader(member.method === 0 ? packed : this.#inflateStart(packed, name), {
      path: this.path,
      name,
    });
    const numbers = header.shape.reduce((product, size) => product * size, 1);
    const expected = header.bytes + numbers * header.type.bytes;
    if (member.bytes !== expected) {
      throw damaged(
        this.path,
        `expected ${expected} bytes of ${name}, whose shape is (${header.shape.join(', ')}), found ${member.bytes}`,
      );
    }
    return { ...header, name, member, dataStart };
  }

  #inflateStart(packed: Uint8Array, name: string): Uint8Array {
    try {
      return inflateRawSync(packed, { finishFlush: constants.Z_SYNC_FLUSH });
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      throw damaged(
        this.path,
        `expected packed bytes of ${name}, found some that cannot be unpacked (${detail})`,
      );
    }
  }
}

function requirePlain(path: string, { name, method, isEncrypted }: ZipMember): void {
  if (!isEncrypted && (method === 0 || method === 8)) return;
  const found = isEncrypted ? 'one with a password' : `one packed by method ${method}`;
  throw new TrainingError(
    'data.unsupported',
    1,
    `${path}: expected ${name} stored or deflated, as NumPy writes it, found ${found}. Write it again with numpy.savez or numpy.savez_compressed.`,
  );
}

/** What is unpacked is held whole. */
function requireMemory(path: string, { name, member }: NpzArray): void {
  const most = totalmem() / 2;
  if (member.bytes <= most) return;
  throw new TrainingError(
    'data.too-large',
    1,
    `${path}: ${name} takes ${gigabytes(member.bytes)} unpacked, more than half of this machine's memory (${gigabytes(2 * most)}). Write the file again with numpy.savez, in C order and not compressed: then it is read piece by piece.`,
  );
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(8, '0')}`;
}
