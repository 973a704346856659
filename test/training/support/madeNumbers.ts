/** Numbers that are made anew instead of stored; `test/training/reference/madeNumbers.py` makes the very same. */

/** 32 bits each, by the seed and the place alone: a hash of Chris Wellons' family. */
export function madeBits(seed: number, count: number): Uint32Array {
  const start = Math.imul(seed, 0x9e3779b1);
  return Uint32Array.from({ length: count }, (_, at) => {
    let x = (start + at) | 0;
    x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
    x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
    return x ^ (x >>> 15);
  });
}

/** Between -limit and limit, as double precision numbers that are exact in both languages. */
export function madeUniform(seed: number, count: number, limit: number): Float64Array {
  return Float64Array.from(madeBits(seed, count), (bits) => (bits / 2 ** 31 - 1) * limit);
}

/** 1 and -1. */
export function madeSigns(seed: number, count: number): Int8Array {
  return Int8Array.from(madeBits(seed, count), (bits) => (bits >= 2 ** 31 ? -1 : 1));
}
