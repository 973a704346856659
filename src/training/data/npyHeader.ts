import { TrainingError } from '../trainingError.ts';
import type { NumberType } from './numberType.ts';
import { damaged } from './readDataFile.ts';

/** What stands before the numbers of a NumPy array. */
export interface NpyHeader {
  readonly type: NumberType;
  /** The first axis changes fastest, in place of the last. */
  readonly fortran: boolean;
  readonly shape: readonly number[];
  /** Bytes of the header itself. */
  readonly bytes: number;
}

/** More than any header of plain numbers takes. */
export const MOST_HEADER_BYTES = 10_000;
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]; // \x93NUMPY

/**
 * The header of a .npy file (NumPy's format, versions 1 to 3).
 * @param start the first bytes of the array's file.
 * @param where for messages: the archive, and the array in it.
 */
export function readNpyHeader(
  start: Uint8Array,
  where: { readonly path: string; readonly name: string },
): NpyHeader {
  const { path, name } = where;
  const version = start[6] ?? 0;
  if (MAGIC.some((byte, i) => start[i] !== byte) || version < 1 || version > 3) {
    throw damaged(path, `expected a NumPy array (format 1 to 3) in ${name}, found something else`);
  }
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  const before = version === 1 ? 10 : 12;
  const length =
    start.length < before ? Number.NaN : version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (!(before + length <= start.length))
    throw damaged(path, `expected the whole header of ${name}, found a part of it`);
  const text = Buffer.from(start.buffer, start.byteOffset + before, length).toString('latin1');
  const fortran = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const shape = /'shape'\s*:\s*\(([\d\s,L]*)\)/.exec(text)?.[1];
  if (fortran === undefined || shape === undefined) {
    throw damaged(
      path,
      `expected 'descr', 'fortran_order' and 'shape' in the header of ${name}, found ${text.trim().slice(0, 80)}`,
    );
  }
  return {
    type: numberType(text, where),
    fortran: fortran === 'True',
    shape: [...shape.matchAll(/\d+/g)].map(([digits]) => Number(digits)),
    bytes: before + length,
  };
}

const KINDS: Readonly<Record<string, NumberType['kind']>> = {
  b: 'boolean',
  i: 'signed',
  u: 'unsigned',
  f: 'float',
};
const NAMES: Readonly<Record<string, string>> = {
  c: 'complex numbers',
  O: 'Python objects',
  U: 'text',
  S: 'text',
  V: 'records',
  M: 'times',
  m: 'durations',
};

function numberType(
  header: string,
  { path, name }: { readonly path: string; readonly name: string },
): NumberType {
  const written = /'descr'\s*:\s*'([^']*)'/.exec(header)?.[1] ?? 'V';
  const [, order = '', letter = '', digits = ''] = /^([<>=|]?)([a-zA-Z])(\d*)/.exec(written) ?? [];
  const kind = KINDS[letter];
  const bytes = Number(digits);
  const isKnown =
    kind !== undefined &&
    (kind === 'boolean' ? bytes === 1 : isWidth(bytes) && !(kind === 'float' && bytes === 1));
  if (isKnown && isWidth(bytes)) return { kind, bytes, littleEndian: order !== '>' };
  throw new TrainingError(
    'data.unsupported',
    1,
    `${path}: expected integers, booleans, or floats of 16, 32 or 64 bits in ${name}, found ${NAMES[letter] ?? `numbers of the type ${written}`}. Write it again as such numbers, for example with \`.astype("uint8")\` or \`.astype("float32")\`.`,
  );
}

function isWidth(bytes: number): bytes is NumberType['bytes'] {
  return bytes === 1 || bytes === 2 || bytes === 4 || bytes === 8;
}
