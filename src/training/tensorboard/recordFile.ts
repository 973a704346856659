import { maskedCrc32c } from './crc32c.ts';

/** Length (8 bytes, little-endian) and its check, the data and its check. */
const HEAD = 12;
const FOOT = 4;

/** One record of a TFRecord file. */
export function writeRecord(data: Uint8Array): Uint8Array {
  const record = new Uint8Array(HEAD + data.length + FOOT);
  const view = new DataView(record.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(8, maskedCrc32c(record.subarray(0, 8)), true);
  record.set(data, HEAD);
  view.setUint32(HEAD + data.length, maskedCrc32c(data), true);
  return record;
}

/** The records of a file; one that is cut or damaged, as a killed process leaves it, ends the list. */
export function readRecords(file: Uint8Array): Uint8Array[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const records: Uint8Array[] = [];
  for (let at = 0; at + HEAD + FOOT <= file.length; ) {
    const length = Number(view.getBigUint64(at, true));
    const end = at + HEAD + length;
    if (view.getUint32(at + 8, true) !== maskedCrc32c(file.subarray(at, at + 8))) break;
    if (end + FOOT > file.length) break;
    const data = file.subarray(at + HEAD, end);
    if (view.getUint32(end, true) !== maskedCrc32c(data)) break;
    records.push(data);
    at = end + FOOT;
  }
  return records;
}
