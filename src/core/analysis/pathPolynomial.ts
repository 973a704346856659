/** Coefficient k: how many paths have length k. */
export type Polynomial = readonly bigint[];

/** A polynomial as a product, which a chain of residuals is: 9,000 of them are (1 + x)⁹⁰⁰⁰ and no 9,001 numbers. */
export type Factored = ReadonlyMap<string, Power>;

interface Power {
  /** Null where there are too many and too large ones to be written out. */
  readonly base: Polynomial | null;
  /** The base at 1: all its paths together. */
  readonly count: bigint;
  readonly exponent: number;
}

export const ONE_PATH: Factored = new Map();

/** Degree times bits of the count, about twice what all coefficients hold: 10,000 residuals are just written out. */
const MOST_BITS = 201_000_000;

export function factored(base: Polynomial): Factored {
  if (base.length === 1 && base[0] === 1n) return ONE_PATH;
  const key = base.map((each) => each.toString(16)).join(' ');
  return new Map([[key, { base, count: atOne(base), exponent: 1 }]]);
}

export function product(a: Factored, b: Factored): Factored {
  const [long, short] = a.size >= b.size ? [a, b] : [b, a];
  if (short.size === 0) return long;
  const result = new Map(long);
  for (const [key, power] of short) {
    result.set(key, { ...power, exponent: power.exponent + (long.get(key)?.exponent ?? 0) });
  }
  return result;
}

/** What both have as a factor stays one: only the rest has to be written out to be added. */
export function sum(a: Factored, b: Factored): Factored {
  const common = new Map<string, Power>();
  for (const [key, power] of a) {
    const exponent = Math.min(power.exponent, b.get(key)?.exponent ?? 0);
    if (exponent > 0) common.set(key, { ...power, exponent });
  }
  const [left, right] = [without(a, common), without(b, common)];
  return product(common, addition(left, right));
}

function without(whole: Factored, part: Factored): Factored {
  const left = [...whole].map(
    ([key, power]) => [key, { ...power, exponent: power.exponent - (part.get(key)?.exponent ?? 0) }] as const,
  );
  return new Map(left.filter(([, { exponent }]) => exponent > 0));
}

function addition(a: Factored, b: Factored): Factored {
  const [left, right] = [expand(a), expand(b)];
  if (left !== null && right !== null) {
    const [long, short] = left.length >= right.length ? [left, right] : [right, left];
    return factored(long.map((each, length) => each + (short[length] ?? 0n)));
  }
  const count = countOf(a) + countOf(b);
  const key = `${[...a.keys()].join(' · ')} + ${[...b.keys()].join(' · ')}`;
  return new Map([[key, { base: null, count, exponent: 1 }]]);
}

/** All paths together. */
export function countOf(ways: Factored): bigint {
  return [...ways.values()].reduce((all, { count, exponent }) => all * count ** BigInt(exponent), 1n);
}

/** Written out; null where that is too much. */
export function expand(ways: Factored): Polynomial | null {
  let [degree, bits] = [1, 1];
  for (const { base, count, exponent } of ways.values()) {
    if (base === null) return null;
    degree += (base.length - 1) * exponent;
    bits += count.toString(2).length * exponent;
  }
  if (degree * bits > MOST_BITS) return null;
  return [...ways.values()]
    .map(({ base, exponent }) => raised(base ?? [], exponent))
    .sort((a, b) => a.length - b.length)
    .reduce(times, [1n]);
}

function atOne(coefficients: Polynomial): bigint {
  return coefficients.reduce((all, each) => all + each, 0n);
}

/** J. C. P. Miller's recurrence, from f·p = f'·p' : each coefficient from as few before it as the base has. */
function raised(base: Polynomial, exponent: number): Polynomial {
  if (exponent === 1) return base;
  const shift = base.findIndex((each) => each !== 0n);
  const [first = 1n, ...others] = base.slice(shift);
  const result = [first ** BigInt(exponent)];
  for (let k = 1; k <= others.length * exponent; k++) {
    let next = 0n;
    others.slice(0, k).forEach((each, at) => {
      next += BigInt((at + 1) * exponent - (k - at - 1)) * each * (result[k - at - 1] ?? 0n);
    });
    result.push(next / (BigInt(k) * first));
  }
  return [...new Array<bigint>(shift * exponent).fill(0n), ...result];
}

/** Kronecker's substitution: as one product of two long numbers, for which the engine has the fast algorithms. */
function times(a: Polynomial, b: Polynomial): Polynomial {
  if (a.length === 1) return b.map((each) => each * (a[0] ?? 0n));
  const width = (atOne(a) * atOne(b)).toString(16).length;
  const digits = (packed(a, width) * packed(b, width)).toString(16);
  const length = a.length + b.length - 1;
  const padded = digits.padStart(length * width, '0');
  return Array.from({ length }, (_, k) => {
    const end = padded.length - k * width;
    return BigInt(`0x${padded.slice(end - width, end)}`);
  });
}

function packed(coefficients: Polynomial, width: number): bigint {
  const digits = [...coefficients].reverse().map((each) => each.toString(16).padStart(width, '0'));
  return BigInt(`0x${digits.join('')}`);
}
