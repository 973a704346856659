import { damaged } from './readDataFile.ts';

/** A file in a zip archive. */
export interface ZipMember {
  readonly name: string;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly crc32: number;
  /** Where its own header lies, before its data. */
  readonly header: number;
}

/** A file that can be read anywhere. */
export interface RandomAccess {
  readonly path: string;
  readonly size: number;
  /** Fewer bytes where the file ends before. */
  read(from: number, length: number): Uint8Array;
}

const END = 0x06054b50;
const END_BYTES = 22;
const END64 = 0x06064b50;
const END64_BYTES = 56;
const LOCATOR64 = 0x07064b50;
const LOCATOR64_BYTES = 20;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
/** The end record may be followed by a comment of up to so many bytes. */
const MOST_COMMENT = 0xffff;
const IN_EXTRA = 0xffffffff;

/** The members of a zip archive (PKWARE's APPNOTE, zip64 included), by its directory at the end of the file. */
export function readZipDirectory(file: RandomAccess): ZipMember[] {
  const { offset, length, count } = findDirectory(file);
  const bytes = file.read(offset, length);
  const view = viewOf(bytes);
  const members: ZipMember[] = [];
  let at = 0;
  for (let left = count; left > 0; left--) {
    if (at + ENTRY_BYTES > bytes.length || view.getUint32(at, true) !== ENTRY) {
      throw damaged(
        file.path,
        `expected member ${members.length + 1} of ${count} of the zip directory at byte ${offset + at}, found something else`,
      );
    }
    members.push(readEntry(view, at));
    at += ENTRY_BYTES + nameBytes(view, at) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return members;
}

/** Where the data of a member begin. */
export function zipDataStart(file: RandomAccess, member: ZipMember): number {
  const bytes = file.read(member.header, LOCAL_BYTES);
  const view = viewOf(bytes);
  if (bytes.length < LOCAL_BYTES || view.getUint32(0, true) !== LOCAL) {
    throw damaged(
      file.path,
      `expected the header of ${member.name} at byte ${member.header}, found something else`,
    );
  }
  const start = member.header + LOCAL_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
  if (start + member.packedBytes > file.size) {
    throw damaged(
      file.path,
      `expected ${member.packedBytes} bytes of ${member.name} from byte ${start} on, found ${Math.max(0, file.size - start)}`,
    );
  }
  return start;
}

interface DirectoryPlace {
  readonly offset: number;
  readonly length: number;
  readonly count: number;
}

function findDirectory(file: RandomAccess): DirectoryPlace {
  const tailStart = Math.max(0, file.size - END_BYTES - MOST_COMMENT);
  const tail = file.read(tailStart, file.size - tailStart);
  const view = viewOf(tail);
  let at = tail.length - END_BYTES;
  while (at >= 0 && view.getUint32(at, true) !== END) at--;
  if (at < 0) throw damaged(file.path, noDirectory(file));
  const found = {
    count: view.getUint16(at + 10, true),
    length: view.getUint32(at + 12, true),
    offset: view.getUint32(at + 16, true),
  };
  const isLarge = found.count === 0xffff || found.length === IN_EXTRA || found.offset === IN_EXTRA;
  const place = isLarge ? findDirectory64(file, tailStart + at) : found;
  if (place.offset + place.length > file.size) {
    throw damaged(
      file.path,
      `expected a zip directory of ${place.length} bytes at byte ${place.offset}, found a file of ${file.size} bytes`,
    );
  }
  return place;
}

function findDirectory64(file: RandomAccess, end: number): DirectoryPlace {
  const locator = viewOf(file.read(Math.max(0, end - LOCATOR64_BYTES), LOCATOR64_BYTES));
  const isThere = locator.byteLength === LOCATOR64_BYTES && locator.getUint32(0, true) === LOCATOR64;
  const at = isThere ? Number(locator.getBigUint64(8, true)) : file.size;
  const record = viewOf(file.read(at, END64_BYTES));
  if (record.byteLength < END64_BYTES || record.getUint32(0, true) !== END64) {
    throw damaged(
      file.path,
      `expected the end of a large zip archive (zip64) before byte ${end}, found something else`,
    );
  }
  return {
    count: Number(record.getBigUint64(32, true)),
    length: Number(record.getBigUint64(40, true)),
    offset: Number(record.getBigUint64(48, true)),
  };
}

function noDirectory(file: RandomAccess): string {
  const [first = 0, second = 0] = file.read(0, 2);
  // PK
  return first === 0x50 && second === 0x4b
    ? `expected the directory of a zip archive at the end of its ${file.size} bytes, found none: the file is cut`
    : `expected a zip archive of NumPy arrays, as numpy.savez writes it, found a file of ${file.size} bytes that is none`;
}

function readEntry(view: DataView, at: number): ZipMember {
  const name = Buffer.from(view.buffer, view.byteOffset + at + ENTRY_BYTES, nameBytes(view, at)).toString(
    'utf8',
  );
  const inExtra = readExtra(view, at);
  // In this order, and only those that do not fit into the entry.
  const wide = (value: number): number => (value === IN_EXTRA ? (inExtra.shift() ?? value) : value);
  const bytes = wide(view.getUint32(at + 24, true));
  const packedBytes = wide(view.getUint32(at + 20, true));
  const header = wide(view.getUint32(at + 42, true));
  return {
    name,
    method: view.getUint16(at + 10, true),
    isEncrypted: (view.getUint16(at + 8, true) & 1) !== 0,
    packedBytes,
    bytes,
    crc32: view.getUint32(at + 16, true),
    header,
  };
}

/** The 64-bit numbers of the entry's zip64 field. */
function readExtra(view: DataView, entry: number): number[] {
  let at = entry + ENTRY_BYTES + nameBytes(view, entry);
  const end = Math.min(view.byteLength, at + view.getUint16(entry + 30, true));
  while (at + 4 <= end) {
    const length = view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === 1) {
      const count = Math.floor(Math.min(length, end - at - 4) / 8);
      return Array.from({ length: count }, (_, i) => Number(view.getBigUint64(at + 4 + 8 * i, true)));
    }
    at += 4 + length;
  }
  return [];
}

function nameBytes(view: DataView, entry: number): number {
  return view.getUint16(entry + 28, true);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
