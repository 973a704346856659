/** How a number is stored. Where it is of several bytes, `littleEndian` says which comes first. */
export interface NumberType {
  readonly kind: 'unsigned' | 'signed' | 'float' | 'boolean';
  readonly bytes: 1 | 2 | 4 | 8;
  readonly littleEndian: boolean;
}

export const UNSIGNED_BYTES: NumberType = { kind: 'unsigned', bytes: 1, littleEndian: true };

type ReadNumber = (view: DataView, at: number) => number;

/** 64-bit integers are exact up to 2⁵³. */
export function numberReader({ kind, bytes, littleEndian }: NumberType): ReadNumber {
  switch (kind) {
    case 'boolean':
      return (view, at) => (view.getUint8(at) === 0 ? 0 : 1);
    case 'unsigned':
      return unsignedReader(bytes, littleEndian);
    case 'signed':
      return signedReader(bytes, littleEndian);
    case 'float':
      return floatReader(bytes, littleEndian);
  }
}

function unsignedReader(bytes: NumberType['bytes'], little: boolean): ReadNumber {
  switch (bytes) {
    case 1:
      return (view, at) => view.getUint8(at);
    case 2:
      return (view, at) => view.getUint16(at, little);
    case 4:
      return (view, at) => view.getUint32(at, little);
    case 8:
      return (view, at) => Number(view.getBigUint64(at, little));
  }
}

function signedReader(bytes: NumberType['bytes'], little: boolean): ReadNumber {
  switch (bytes) {
    case 1:
      return (view, at) => view.getInt8(at);
    case 2:
      return (view, at) => view.getInt16(at, little);
    case 4:
      return (view, at) => view.getInt32(at, little);
    case 8:
      return (view, at) => Number(view.getBigInt64(at, little));
  }
}

function floatReader(bytes: NumberType['bytes'], little: boolean): ReadNumber {
  switch (bytes) {
    case 1:
      throw new Error('there are no floats of one byte');
    case 2:
      return (view, at) => halfFloat(view.getUint16(at, little));
    case 4:
      return (view, at) => view.getFloat32(at, little);
    case 8:
      return (view, at) => view.getFloat64(at, little);
  }
}

/** IEEE 754 binary16: a sign, 5 bits of exponent with a bias of 15, 10 bits of fraction. */
function halfFloat(bits: number): number {
  const sign = bits >> 15 === 0 ? 1 : -1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}
