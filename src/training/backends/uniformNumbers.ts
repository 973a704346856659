/**
 * Uniform numbers in [0, 1) by counting: each is a hash of (seed, step, place), so that nothing needs to be
 * remembered between steps. The hash is the finalizer of MurmurHash3.
 */
export function uniformNumbers(shape: readonly number[], seed: number, step: number): Float32Array {
  const numbers = new Float32Array(shape.reduce((product, dim) => product * dim, 1));
  const start = mix(mix(seed) ^ step);
  for (let i = 0; i < numbers.length; i++) numbers[i] = (mix(start ^ mix(i)) >>> 8) / 0x1000000;
  return numbers;
}

function mix(value: number): number {
  let h = (value + 0x9e3779b9) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
