import { crc32 } from 'node:zlib';

interface Array {
  /** NumPy's name of the type, such as `<f4`, or the whole header after it. */
  readonly descr: string;
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

/** A .npy file of version 1, written here by NumPy's description. */
export function npyFile({ descr, shape, data }: Array): Buffer {
  const tuple = shape.length === 1 ? `(${shape.join()},)` : `(${shape.join(', ')})`;
  const header = Buffer.from(`{'descr': ${descr}, 'fortran_order': False, 'shape': ${tuple}, }\n`);
  const start = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 0, 0]);
  start.writeUInt16LE(header.length, 8);
  return Buffer.concat([start, header, data]);
}

/** Bytes with a shape. */
export function bytes(shape: readonly number[], ...data: readonly number[]): Buffer {
  const size = shape.reduce((product, axis) => product * axis, 1);
  return npyFile({ descr: "'|u1'", shape, data: Uint8Array.from({ length: size }, (_, i) => data[i] ?? 0) });
}

export function float32(shape: readonly number[], ...data: readonly number[]): Buffer {
  const numbers = Buffer.alloc(4 * data.length);
  data.forEach((value, i) => numbers.writeFloatLE(value, 4 * i));
  return npyFile({ descr: "'<f4'", shape, data: numbers });
}

/** A zip archive of stored members. */
export function zipFile(
  members: Readonly<Record<string, Uint8Array>>,
  { method = 0, flags = 0 }: { readonly method?: number; readonly flags?: number } = {},
): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, data] of Object.entries(members)) {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(crc32(data), 16);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt32LE(data.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    parts.push(local, Buffer.from(name), Buffer.from(data));
    directory.push(entry, Buffer.from(name));
    at += 30 + name.length + data.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(members).length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, entries, end]);
}
