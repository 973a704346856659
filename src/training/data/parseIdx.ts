import { damaged } from './readDataFile.ts';

export interface IdxArray {
  readonly sizes: readonly number[];
  readonly data: Uint8Array;
}

/**
 * An IDX file of unsigned bytes (LeCun's format for MNIST): 00 00 08 and the number of dimensions, one
 * big-endian 32-bit size a dimension, then the data.
 * @param dimensions 3 for images, 1 for labels.
 */
export function parseIdx(path: string, bytes: Uint8Array, dimensions: number): IdxArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = 4 + 4 * dimensions;
  const expected = 0x800 + dimensions;
  const magic = bytes.length < 4 ? expected : view.getUint32(0);
  if (magic !== expected) {
    const kind = dimensions === 1 ? 'labels' : 'images';
    throw damaged(
      path,
      `expected the magic number ${hex(expected)} of IDX ${kind} at byte 0, found ${hex(magic)}`,
    );
  }
  if (bytes.length < header) {
    throw damaged(
      path,
      `expected a header of ${header} bytes at byte 0, found a file of ${bytes.length} bytes`,
    );
  }
  const sizes = Array.from({ length: dimensions }, (_, axis) => view.getUint32(4 + 4 * axis));
  const count = sizes.reduce((product, size) => product * size, 1);
  if (bytes.length - header !== count) {
    throw damaged(
      path,
      `expected ${count} bytes of data (${sizes.join(' × ')}) from byte ${header} on, found ${bytes.length - header}`,
    );
  }
  if (count === 0) throw damaged(path, 'expected at least one example at byte 4, found none');
  return { sizes, data: bytes.subarray(header) };
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(8, '0')}`;
}
